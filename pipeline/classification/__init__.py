"""Measure → Förderbereich: features, training, model, and the rules that come before the model."""
