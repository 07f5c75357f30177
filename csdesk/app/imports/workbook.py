"""Excel workbooks, read by openpyxl in a child process with limits on time and memory."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, cast

import csdesk
from csdesk.app.imports.csv_reader import no_header, no_header_there
from csdesk.app.imports.guard import Limits
from csdesk.app.imports.table import Cell, Row, Table
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress

CHILD_FLAG = "--csdesk-read-workbook"  # how a frozen build starts itself as the child
_SPOOL_IN_MEMORY = 8 * 2**20
_REPORT_EVERY = 5_000


def read_workbook(
    path: Path,
    progress: Progress,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    limits: Limits | None = None,
) -> Table:
    """Read the sheet that looks most like an export, or the one named. Cancel ends the child."""
    bounds = limits or Limits()
    order = {
        "path": str(path.resolve()),
        "sheet": sheet,
        "header_row": header_row,
        "memory": bounds.memory_bytes,
        "columns": bounds.columns,
        "blank_rows": bounds.blank_rows,
    }
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(_SPOOL_IN_MEMORY)  # noqa: SIM115
    try:
        facts = run_child(path, order, bounds, spool, progress)
    except BaseException:
        spool.close()
        raise
    if "headers" not in facts:
        spool.close()
        raise refusal(path, facts, header_row)

    size = spool.tell()

    def rows() -> Iterator[Row]:
        spool.seek(0)
        done = 0
        for count, line in enumerate(spool):
            done += len(line)
            if count % _REPORT_EVERY == 0:
                progress.check_cancelled()
                progress.report(done, size)
            number, cells = json.loads(line)
            yield Row(number, [_cell(value) for value in cells])

    return Table(
        file_name=path.name,
        headers=cast("list[str]", facts["headers"]),
        header_row=cast("int", facts["header_row"]),
        rows=rows,
        close=spool.close,
        sheet=str(facts["sheet"]),
        sheets=cast("list[str]", facts["sheets"]),
        date_1904=bool(facts["date_1904"]),
        bytes_total=path.stat().st_size,
    )


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return datetime.fromisoformat(str(value[0]))
    return cast("Cell", value)


def _command(order: Mapping[str, object]) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    children = {"tracker": "tracker_child", "foreign": "foreign_child"}
    child = children.get(str(order.get("reader")), "workbook_child")
    # Not by -m: that loads what finds modules first, a tenth of a small file's time.
    start = f"from csdesk.app.imports.{child} import main; raise SystemExit(main())"
    return [sys.executable, "-P", "-c", start]


def _environment() -> dict[str, str]:
    root = str(Path(csdesk.__file__).resolve().parent.parent)
    paths = [root, os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
    }


def run_child(
    path: Path,
    order: Mapping[str, object],
    limits: Limits,
    spool: IO[bytes],
    progress: Progress,
) -> Mapping[str, object]:
    """Hand an order to a child process, spool the rows it sends and return what it says of them.

    It is ended when it takes too long (`UserError`) or when the person cancels.
    """
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            _command(order),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(),
            creationflags=flags,
        ) as child,
    ):
        assert child.stdin is not None  # noqa: S101  (asked for above)
        assert child.stdout is not None  # noqa: S101
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(limits.seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            child.stdin.write(json.dumps(order).encode())
            child.stdin.close()
            facts = _collect(child.stdout, spool, progress)
            child.wait()
        except BrokenPipeError:
            child.wait()
            facts = {}
        except BaseException:
            child.kill()
            raise
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            raise UserError(
                "workbook_slow",
                N_(
                    "{file} takes too long to read as a workbook. Save the sheet as .csv: that "
                    "is read "
                    "at any size."
                ),
                file=path.name,
            )
        if child.returncode and not facts:
            facts = {"error": "memory"}  # a reader that dies without a word ran out of it
    return facts


def _collect(stdout: IO[bytes], spool: IO[bytes], progress: Progress) -> dict[str, object]:
    """Read the child's lines: `R` a row, `P` progress, `F` the facts about the table."""
    facts: dict[str, object] = {}
    for line in stdout:
        mark, body = line[:1], line[1:]
        if mark == b"R":
            spool.write(body)
        elif mark == b"P":
            done, total = json.loads(body)
            progress.check_cancelled()
            progress.report(done, total)
        elif mark == b"F":
            facts.update(json.loads(body))
    return facts


def refusal(path: Path, facts: Mapping[str, object], header_row: int | None = None) -> UserError:
    """Return why a child could not read the workbook, as its last word says."""
    match facts.get("error"):
        case "no_header":
            return no_header(path) if header_row is None else no_header_there(path, header_row)
        case "no_sheet":
            return UserError(
                "no_sheet",
                N_("{file} has no sheet of that name. It has: {sheets}."),
                file=path.name,
                sheets=", ".join(cast("list[str]", facts["sheets"])),
            )
        case "empty":
            return UserError(
                "file_empty",
                N_("{file} is empty. Export it again from the program it comes from."),
                file=path.name,
            )
        case "memory":
            return UserError(
                "workbook_too_large",
                N_(
                    "{file} is larger than csdesk reads as a workbook. Save the sheet as .csv: "
                    "that is "
                    "read at any size."
                ),
                file=path.name,
            )
    return UserError(
        "workbook_damaged",
        N_(
            "{file} is damaged and cannot be opened. Open it in Excel, save it again, or export "
            "the list as .csv."
        ),
        file=path.name,
    )
