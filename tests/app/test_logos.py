"""Logos come in small and clean, whatever the file; documents wear our colour where it may."""

import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from csdesk.app.commands import logos, workspace
from csdesk.app.documents.make import export_document, make_again
from csdesk.app.imports.picture import read_logo
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer, Workspace
from csdesk.reports.pdf.colours import (
    ACCENT,
    BAD,
    LINE,
    MUTED,
    OK,
    PANEL,
    TEXT,
    hex_colour,
    in_brand,
    tint,
)
from tests.app.conftest import Desk
from tests.support import TODAY


def picture(
    folder: Path, ending: str, size: tuple[int, int] = (300, 120), mode: str = "RGB"
) -> Path:
    path = folder / f"logo.{ending}"
    Image.new(mode, size, "teal").save(path)
    return path


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as image:
        return image.size


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp", "webp", "tiff"])
def test_usual_pictures_come_in_as_png(tmp_path: Path, ending: str) -> None:
    content = read_logo(picture(tmp_path, ending))
    assert content.startswith(b"\x89PNG")
    assert size_of(content) == (300, 120)
    assert content == read_logo(tmp_path / f"logo.{ending}")


def test_what_is_see_through_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(path)
    with Image.open(BytesIO(read_logo(path))) as image:
        assert image.getpixel((5, 5)) == (0, 0, 0, 0)


def test_a_wide_one_is_made_small(tmp_path: Path) -> None:
    path = picture(tmp_path, "png", (20_000, 500))
    begin = time.thread_time()
    content = read_logo(path)
    assert time.thread_time() - begin < 5
    assert size_of(content) == (1200, 30)
    assert len(content) < 100_000


def test_words_in_the_file_do_not_come_in(tmp_path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "secret.person@example.com")
    path = tmp_path / "logo.png"
    Image.new("RGB", (30, 30)).save(path, pnginfo=words)
    assert b"secret" in path.read_bytes()
    assert b"secret" not in read_logo(path)


def bomb(path: Path) -> Path:
    """Write a PNG that says it has 20,000 by 20,000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    )
    return path


def test_bad_files_are_refused_with_the_way_out(desk: Desk, tmp_path: Path) -> None:
    whole = picture(tmp_path, "png", (600, 600)).read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "huge.png").write_bytes(whole + b"\0" * 21 * 2**20)
    for name, code in (
        ("cut.png", "picture_broken"), ("logo.svg", "picture_kind"), ("empty.png", "file_empty"),
        ("huge.png", "picture_large"), ("none.png", "file_missing"),
    ):  # fmt: skip
        with pytest.raises(UserError) as caught:
            logos.put(desk.store, path=tmp_path / name)
        assert caught.value.code == code
        assert name in str(caught.value)
    with pytest.raises(UserError) as caught:
        logos.put(desk.store, path=bomb(tmp_path / "bomb.png"))
    assert caught.value.code == "picture_large"
    with desk.store.read() as reader:
        assert reader.get(Workspace, 1).logo is None


def test_documents_show_both_logos_and_undo_takes_them_away(desk: Desk, tmp_path: Path) -> None:
    path = picture(tmp_path, "png")
    logos.put(desk.store, path=path)
    logos.put(desk.store, path=path, customer_id=desk.ids.customer)
    assert pictures_in(desk, tmp_path / "with.pdf") == 2
    desk.store.undo()
    with desk.store.read() as reader:
        assert reader.get(Customer, desk.ids.customer).logo is None
        assert reader.get(Workspace, 1).logo is not None
    assert pictures_in(desk, tmp_path / "without.pdf") == 1


def pictures_in(desk: Desk, out: Path) -> int:
    """Count the pictures on a status report."""
    export_document(
        desk.store, DocumentKind.STATUS, project_id=desk.ids.project, out=out, today=TODAY
    )
    document = pypdfium2.PdfDocument(out)
    try:
        return sum(1 for one in document[0].get_objects() if one.type == 3)
    finally:
        document.close()


def test_documents_wear_our_colour_and_meanings_keep_theirs(desk: Desk, tmp_path: Path) -> None:
    assert workspace.set_accent(desk.store, colour="#0b6e4f") == "#0B6E4F"
    out = tmp_path / "s.pdf"
    result = export_document(
        desk.store, DocumentKind.STATUS, project_id=desk.ids.project, out=out, today=TODAY
    )
    colours = pixels(out)
    assert (0x0B, 0x6E, 0x4F) in colours
    assert (0x2A, 0x5B, 0xD7) not in colours
    assert make_again(desk.store, result.document_id).content == out.read_bytes()
    desk.store.undo()


@pytest.mark.parametrize(("text", "code"), [("#FFCC00", "colour_pale"), ("teal", "colour")])
def test_a_colour_that_cannot_be_read_is_refused(desk: Desk, text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        workspace.set_accent(desk.store, colour=text)
    assert caught.value.code == code


def test_the_tints_of_our_blue_turn_and_no_grey_does() -> None:
    brand = hex_colour("#0B6E4F")
    assert in_brand(ACCENT, brand) == pytest.approx(brand)
    assert in_brand(tint(ACCENT, 0.08), brand) == pytest.approx(tint(brand, 0.08))
    for other in (TEXT, MUTED, LINE, PANEL, OK, BAD, (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)):
        assert in_brand(other, brand) == other


def pixels(path: Path) -> set[tuple[int, ...]]:
    """Return the colours on the first page."""
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[0].render(scale=2).to_pil().convert("RGB")
        return {colour for _, colour in image.getcolors(1 << 24)}
    finally:
        document.close()
