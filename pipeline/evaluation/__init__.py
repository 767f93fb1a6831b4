"""How well a run did: its records beside the truth of documents whose content is known."""
