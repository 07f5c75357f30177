"""Documents as pictures: each page of a PDF, and of what LibreOffice prints of a workbook."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

SCALE = 1.5  # of 72 dots an inch


def page_pictures(document: Path, folder: Path) -> Iterator[Path]:
    """Write `NAME-1.png`, `NAME-2.png` … of a PDF into `folder` and yield their paths."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        for index in range(len(pdf)):
            target = folder / f"{document.stem}-{index + 1}.png"
            pdf[index].render(scale=SCALE).to_pil().save(target)
            yield target
    finally:
        pdf.close()


def workbook_pictures(document: Path, folder: Path) -> Iterator[Path]:
    """Write pictures of a workbook's printed pages; nothing where LibreOffice is missing."""
    program = shutil.which("soffice")
    if program is None:
        return
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", scratch]
        subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=180)
        yield from page_pictures(Path(scratch) / f"{document.stem}.pdf", folder)


def pictures(folder: Path, target: Path) -> Iterator[Path]:
    """Yield a picture of every page of every PDF and workbook below `folder`."""
    writers = {".pdf": page_pictures, ".xlsx": workbook_pictures}
    for document in sorted(folder.rglob("*")):
        writer = writers.get(document.suffix.lower())
        if writer is not None:
            place = target / document.relative_to(folder).parent
            place.mkdir(parents=True, exist_ok=True)
            yield from writer(document, place)
