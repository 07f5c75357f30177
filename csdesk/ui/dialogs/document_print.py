"""Prints a document: each page as a picture that fills the sheet."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from shiboken6 import isValid

from csdesk.app.documents.preview import PagePicture, Preview, preview_pages
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.ui.services import Services

DPI = 300
_SHEET_POINTS = 842  # a page with a longer side is a slide, and shrinks to the sheet


def check_printer() -> None:
    """Raise `UserError` "no_printer" where this computer has none."""
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "no_printer",
            N_(
                "This computer has no printer. Add one in the settings of the system, or save the "
                "document and print it elsewhere."
            ),
        )


def new_printer(preview: Preview) -> QPrinter:
    """Return a printer set as the document wants it: upright or across, A4."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    width, height = preview.sizes[0] if preview.sizes else (1.0, 2.0)
    across = QPageLayout.Orientation.Landscape
    printer.setPageOrientation(across if width > height else QPageLayout.Orientation.Portrait)
    printer.setFromTo(1, len(preview.sizes))
    printer.setFullPage(True)
    printer.setDocName(preview.made.file_name)
    return printer


class PrintJob(QObject):
    """Draws page after page on the worker and paints each before the next, to hold only one.

    Signals: `done()` after the last page; `failed(exception)`.
    """

    done = Signal()
    failed = Signal(object)

    def __init__(
        self, services: Services, preview: Preview, printer: QPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._preview, self._printer = services, preview, printer
        last = printer.toPage() or len(preview.sizes)
        self._left = list(range(max(0, printer.fromPage() - 1), min(last, len(preview.sizes))))
        self._painter = QPainter()
        self.printed = 0

    def start(self) -> None:
        """Begin; nothing is printed when the printer cannot be reached."""
        if not self._left or not self._painter.begin(self._printer):
            self._end(self.failed.emit, OSError("the printer takes no page"))
            return
        self._next()

    def _next(self) -> None:
        preview, number = self._preview, self._left.pop(0)
        longest = max(preview.sizes[number])
        scale = DPI / 72 * min(1.0, _SHEET_POINTS / longest)
        words = self._services.translator

        def work(progress: Progress) -> list[PagePicture]:
            return preview_pages(preview, [number], scale, progress)

        def failed(problem: BaseException) -> None:
            if isValid(self):
                self._end(self.failed.emit, problem)

        self._services.tasks.run(
            words.text("Printing page {n}", n=number + 1), work, done=self._paint, failed=failed
        )

    def _paint(self, pictures: list[PagePicture]) -> None:
        if not isValid(self):
            return
        if self.printed:
            self._printer.newPage()
        for one in pictures:
            image = QImage(
                one.pixels, one.width, one.height, one.stride, QImage.Format.Format_RGB32
            )
            self._painter.drawImage(_fitted(self._painter.viewport(), image), image)
        self.printed += 1
        if self._left:
            self._next()
        else:
            self._end(lambda _: self.done.emit(), None)

    def _end(self, tell: Callable[[object], object], value: object) -> None:
        if self._painter.isActive():
            self._painter.end()
        tell(value)
        self.deleteLater()


def _fitted(sheet: QRect, image: QImage) -> QRect:
    """Return where a picture stands on a sheet: as large as it can, in the middle."""
    size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(sheet.topLeft(), size)
    place.moveCenter(sheet.center())
    return place
