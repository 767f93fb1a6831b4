"""How the explorer is told what to show."""

OUT_SETTING = "KIP_EXPLORE_OUT"
"""The environment variable with the output folder."""

REFERENCE_SETTING = "KIP_EXPLORE_REFERENCE"
"""The environment variable with the file of people by canton, where it is not that of kip."""
