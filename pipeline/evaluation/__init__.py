"""Scores of a run against annotated truth."""
