"""Run the measurements of every `benchmarks/bench_*.py` and compare them with their floors.

Each such module has `cases(folder: Path) -> Iterable[Case]`; `folder` is empty and its own.
Exit code 1 if a limit does not hold.
"""

import argparse
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.case import Case, Result, measure
from csdesk.bootstrap import spare_collections


def found_cases(word: str, base: Path) -> Iterator[Case]:
    """Yield the cases whose module or name contains `word`, each set up when its turn comes.

    A word that begins with "bench_" names a module: the others are not even set up.
    """
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if word.startswith("bench_") and word not in path.stem:
            continue
        module = importlib.import_module(f"benchmarks.{path.stem}")
        folder = base / path.stem
        folder.mkdir()
        whole = word in path.stem
        for case in module.cases(folder):
            if whole or word in case.name:
                yield case


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the figures if asked."""
    parser = argparse.ArgumentParser(prog="dev.py bench --", description=__doc__)
    parser.add_argument("-k", dest="word", default="", help="only modules or cases with this word")
    parser.add_argument("--rounds", type=int, help="how often, instead of what each case says")
    parser.add_argument("--json", type=Path, dest="out", help="write the figures to this file")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    spare_collections()  # as the program does when it starts; it spares the floors too
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="csdesk-bench-") as base:
        for case in found_cases(options.word, Path(base)):
            results.append(measure(case, options.rounds))
            print(results[-1].line(), flush=True)
    if options.out is not None:
        figures = [
            {
                "name": r.name,
                "subject": r.subject,
                "floor": r.floor,
                "limit": r.limit,
                "good": r.good,
            }
            for r in results
        ]
        options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    over = [result.name for result in results if not result.good]
    print(f"{len(results)} measured, {len(over)} over their limit")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
