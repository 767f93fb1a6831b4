"""A process of `kip serve`: `python -m flows.hired MODULE FOLDER PARENT ARGUMENT` is `main(ARGUMENT)` of a module.

FOLDER is that of kip's guardian, PARENT the process that watches over this one. What takes long to import comes after
the guardian knows of the process, so that one whose parent is killed meanwhile never stays.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from pipeline.guardian import enlist

if __name__ == "__main__":
    module, folder, parent, argument = sys.argv[1:]
    enlist(Path(folder), int(parent))
    importlib.import_module(module).main(argument)
