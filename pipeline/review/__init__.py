"""Review: what people say of the rows kip found, kept for good and applied by the next run."""
