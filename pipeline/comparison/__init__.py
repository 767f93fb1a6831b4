"""Records of many documents → comparable rows: which statements count, which agree, what follows from them."""
