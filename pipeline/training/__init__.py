"""Training of the German spaCy pipeline: gold passages in, model and model card out."""
