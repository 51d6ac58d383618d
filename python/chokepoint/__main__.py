"""The program ``simulate``: ``python -m chokepoint chip_ban --runs 16``."""

import sys

from . import _core

sys.exit(_core.program(sys.argv[1:]))
