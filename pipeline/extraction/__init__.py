"""Document to records: spaCy components and the rules over them."""
