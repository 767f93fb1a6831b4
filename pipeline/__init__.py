"""kip: figures, measures and decisions of Swiss cantonal integration programmes, each with its place in the source."""

from importlib import import_module
from typing import Any

__all__ = ["Records", "process"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load `process` and `Records` on first use, so that `import pipeline` stays cheap."""
    if name == "process":
        return import_module("pipeline.process")
    if name == "Records":
        return import_module("pipeline.records").Records
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
