"""The subject: areas, cantons, programmes, words of each language, all of it data in TOML."""
