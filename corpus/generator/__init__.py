"""Sample documents with invented figures, each made together with its truth from one source."""
