"""``python -m graphbuild``: the command line."""

import sys

from graphbuild.cli import main

if __name__ == "__main__":
    sys.exit(main())
