"""How the explorer is told what to show."""

OUT_SETTING = "KIP_EXPLORE_OUT"
"""The environment variable with the output folder."""
