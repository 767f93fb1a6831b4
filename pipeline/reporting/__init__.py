"""Reporting: what a run found, written for people to read: changes between runs, a canton's sheet."""
