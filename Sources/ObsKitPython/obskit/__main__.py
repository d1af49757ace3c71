"""Runs the command obskit: ``python -m obskit translate exposure.fits``."""

from __future__ import annotations

import os
import shutil
import sys


def main() -> int:
    """Runs the command that lies beside this file, or the one of the PATH."""
    beside = os.path.join(os.path.dirname(__file__), "bin", "obskit")
    # A script of the name in the same environment would be this program again.
    program = beside if os.path.exists(beside) else shutil.which("obskit")
    if program is None:
        print("this wheel does not carry the command obskit, and there is none on the PATH; "
              "`make install` of ObsKit's sources builds it, see its README", file=sys.stderr)
        return 3
    os.execv(program, [program, *sys.argv[1:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
