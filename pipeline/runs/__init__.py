"""A run: which inputs it has, what is left to do, who does it, and how it ended. Knows no Prefect."""
