"""The line of a logo: ours in the settings, a customer's in the form of its facts."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from csdesk.domain.errors import UserError
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label

_LOGO_WIDTH, _LOGO_HEIGHT = 120, 40


class LogoLine(QWidget):
    """A logo with what one can do about it; `take` gets the file that was chosen, None for none."""

    def __init__(
        self, services: Services, name: str, logo: bytes | None,
        take: Callable[[Path | None], object], *, inset: int = 8,
    ) -> None:  # fmt: skip
        super().__init__()
        words = services.translator
        self._words, self._name, self.take = words, name, take
        self.picture = QLabel()
        self.choose_button = Button(services, words.text("Choose a picture"))
        self.choose_button.clicked.connect(lambda _=False: self.choose())
        self.away_button = Button(services, words.text("Take away"))
        self.away_button.clicked.connect(lambda _=False: take(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, 4, inset, 4)
        row.setSpacing(8)
        row.addWidget(Label(services, words.text("Logo")), 1)
        for one in (self.picture, self.choose_button, self.away_button):
            row.addWidget(one)
        self.show_logo(logo)

    def show_logo(self, logo: bytes | None) -> None:
        """Show a logo, or that there is none."""
        pixmap = QPixmap()
        if logo is not None and pixmap.loadFromData(logo):
            self.picture.setPixmap(_fitted(pixmap, self.devicePixelRatioF()))
            self.picture.setAccessibleName(self._name)
        else:
            self.picture.clear()
        self.away_button.setVisible(logo is not None)

    def choose(self) -> None:
        """Ask for the picture."""
        words = self._words
        dialog = QFileDialog(self.window(), self._name, str(Path.home()))
        dialog.setObjectName("logo")
        pictures = words.text("Pictures")
        dialog.setNameFilters([f"{pictures} (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()


def customer_logo(
    services: Services, form: FormDialog, logo: bytes | None
) -> Callable[[], dict[str, bytes | None]]:
    """Add a customer's logo to the form of its facts; the result says what is to be stored of it.

    A file that is no picture is said in the form at once; nothing is stored before it is saved.
    """
    held = {"logo": logo}

    def take(path: Path | None) -> None:
        from csdesk.app.imports.picture import read_logo

        form.show_error(None)
        try:
            held["logo"] = None if path is None else read_logo(path)
        except UserError as error:
            form.show_error(error)
        line.show_logo(held["logo"])
        form.accept_button.setFocus()  # so that Enter saves

    name = services.translator.text("Logo of the customer")
    line = LogoLine(services, name, logo, take, inset=0)
    form.body.insertWidget(form.body.count() - 2, line)
    return lambda: held


def _fitted(pixmap: QPixmap, ratio: float) -> QPixmap:
    shown = pixmap.scaled(
        round(_LOGO_WIDTH * ratio), round(_LOGO_HEIGHT * ratio),
        Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    shown.setDevicePixelRatio(ratio)
    return shown
