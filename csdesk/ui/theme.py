"""Colours by meaning, in a light and a dark set; every widget and painter takes them from here."""

from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from csdesk.domain.codes import Side

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme under the names of the design; text pairs hold AA."""

    dark: bool
    window: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    line: QColor
    line2: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accentfill: QColor
    onaccent: QColor
    soft: QColor
    hover: QColor
    railsel: QColor
    track: QColor
    ok: QColor
    oksoft: QColor
    warn: QColor
    warnsoft: QColor
    warnfill: QColor
    bad: QColor
    badsoft: QColor
    hold: QColor
    holdsoft: QColor
    us: QColor
    us_soft: QColor
    us_text: QColor
    cust: QColor
    cust_soft: QColor
    cust_text: QColor
    third: QColor
    third_soft: QColor
    third_text: QColor
    value: QColor
    valuesoft: QColor
    wk: QColor
    hol: QColor
    ink: QColor

    def side(self, side: Side) -> QColor:
        """Return the border and bar colour of a side."""
        return {Side.US: self.us, Side.CUSTOMER: self.cust, Side.THIRD: self.third}[side]

    def side_soft(self, side: Side) -> QColor:
        """Return the ground of a side's chips and bars."""
        grounds = {Side.US: self.us_soft, Side.CUSTOMER: self.cust_soft}
        return grounds.get(side, self.third_soft)

    def side_text(self, side: Side) -> QColor:
        """Return the text colour on the side's ground."""
        return {Side.US: self.us_text, Side.CUSTOMER: self.cust_text}.get(side, self.third_text)


_LIGHT = (
    "#F4F5F7 #FFFFFF #F8F9FB #FFFFFF #E3E6EB #CBD1DA #1B2430 #5B6675 #87919F "
    "#2A5BD7 #2A5BD7 #FFFFFF #E9EFFC #F1F3F6 #E4E7EC #DFE3E9 "
    "#18744A #E6F4EC #8F5B0B #FBF2DF #BE7F10 #C5362B #FCEBE9 #6B7583 #EEF0F3 "
    "#2F6FDE #DCE8FB #1F57BD #B85A0E #FAE6D3 #8F430A #7360A8 #E8E3F4 #5B4A90 "
    "#A67500 #FBF1D5 #F3F4F7 #F9E9E3 #1B2430"
)
_DARK = (
    "#14171C #1B1F26 #181C22 #262C36 #2B313B #414A58 #E4E8EE #9CA7B6 #717D8E "
    "#86A8FF #3B66DB #FFFFFF #212D49 #222831 #262C36 #343B47 "
    "#58C492 #1B3329 #E2B15B #372D1A #E2B15B #F2867C #3B2422 #929CAB #262C36 "
    "#74A3FF #233655 #74A3FF #F0A261 #4A3420 #F0A261 #B9A8E8 #393253 #B9A8E8 "
    "#E9C05A #3A311A #171B21 #33211F #E4E8EE"
)


def light_tokens() -> Tokens:
    """Return the light set."""
    return _read(_LIGHT, dark=False)


def dark_tokens() -> Tokens:
    """Return the dark set."""
    return _read(_DARK, dark=True)


def _read(colours: str, *, dark: bool) -> Tokens:
    names = [field.name for field in fields(Tokens) if field.name != "dark"]
    values = {name: QColor(colour) for name, colour in zip(names, colours.split(), strict=True)}
    return Tokens(dark=dark, **values)


def palette_of(t: Tokens) -> QPalette:
    """Return the palette by which Fusion draws its controls in these colours."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: t.surface,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.sunken,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.bad,
        role.ToolTipBase: t.raised,
        role.ToolTipText: t.text,
        role.PlaceholderText: t.muted,
        role.Highlight: t.soft,
        role.HighlightedText: t.text,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.Light: t.raised,
        role.Midlight: t.line,
        role.Mid: t.line2,
        role.Dark: t.line2,
        role.Shadow: t.line2,
        role.Accent: t.accent,
    }
    for one, colour in pairs.items():
        palette.setColor(one, colour)
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, t.faint)
    palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, t.railsel)
    return palette


_HALF = 128  # of the lightness of a colour


class Theme(QObject):
    """The theme of the running program; follows the system unless a person chose.

    Signals: `changed` after `tokens` became another set.
    """

    changed = Signal()

    def __init__(self, choice: Choice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: Choice = choice
        self._tokens = self._first()

    @property
    def tokens(self) -> Tokens:
        """The colours now in force."""
        return self._tokens

    @property
    def choice(self) -> Choice:
        """What the person chose: a set, or the system's."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Switch at once, and remember it while the program runs."""
        self._choice = choice
        self._follow()

    def apply(self) -> None:
        """Give the application the palette in force."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette_of(self._tokens))

    def follow(self) -> None:
        """Go along with the system from now on.

        Asked after the first paint: the system's scheme is of the namespace `Qt`, dear at start.
        """
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    def _first(self) -> Tokens:
        """Return the tokens for the first paint, by the palette that the system gave."""
        dark = self._choice == "dark"
        if self._choice == "system":
            dark = QGuiApplication.palette().window().color().lightness() < _HALF
        return dark_tokens() if dark else light_tokens()

    def _wanted(self) -> Tokens:
        dark = self._choice == "dark"
        if self._choice == "system":
            dark = QGuiApplication.styleHints().colorScheme().name == "Dark"
        return dark_tokens() if dark else light_tokens()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted.dark != self._tokens.dark:
            self._tokens = wanted
            self.apply()
            self.changed.emit()
