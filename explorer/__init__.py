"""The explorer: a web page to compare cantons, look figures up, see their source and correct them."""
