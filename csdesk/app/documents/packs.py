"""What the packs share: each is written as pages or as slides, without what has no data."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from csdesk.app.documents.spec import Order
from csdesk.app.exports import Remark

if TYPE_CHECKING:
    from csdesk.reports.pdf.pack import Pack, WrittenPack

ENDINGS = ("pdf", "pptx")


def write(pack: "Pack", order: Order) -> "WrittenPack":
    """Return a pack in the format that is ordered."""
    if order.ending == "pptx":
        from csdesk.reports.pptx.write import write_slides

        return write_slides(pack, order.progress)
    from csdesk.reports.pdf.pack import write_pack

    return write_pack(pack, order.progress)


def left_out(written: "WrittenPack", names: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return the pages without data by their names."""
    return tuple(Remark(names[code]) for code in written.left_out)
