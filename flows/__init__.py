"""Prefect around the pipeline: thin. Nothing here knows how a document is read."""
