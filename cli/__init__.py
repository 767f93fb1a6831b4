"""The command `kip`."""
