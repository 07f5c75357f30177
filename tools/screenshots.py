"""Pictures to be looked at, in `screenshots-out/`: every page of the demo's documents."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.pages import pictures

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "screenshots-out"


def document_pictures(target: Path) -> int:
    """Make the demo in a folder of its own, draw its documents into `target`; return the count."""
    with tempfile.TemporaryDirectory(prefix="csdesk-demo-") as folder:
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "csdesk", "demo", str(demo)], cwd=ROOT, check=True)
        return sum(1 for _ in pictures(demo, target))


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw everything anew."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots --", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="where the pictures go")
    options = parser.parse_args(arguments)
    shutil.rmtree(options.out / "documents", ignore_errors=True)
    count = document_pictures(options.out / "documents")
    print(f"{count} pages of documents are in {options.out / 'documents'}")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
