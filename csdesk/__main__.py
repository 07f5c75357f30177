"""`python -m csdesk` and the `csdesk` command."""

import sys

from csdesk.bootstrap import run


def main() -> int:
    """Run with the arguments of the command line."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
