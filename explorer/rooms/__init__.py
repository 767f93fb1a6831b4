"""The rooms of the explorer, one module each; `show` draws it."""
