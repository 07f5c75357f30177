"""What delegates draw with: the tokens, the faces and their metrics, for one language."""

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from csdesk.i18n import Translator
from csdesk.ui.fonts import BASE, SMALL, TINY, font
from csdesk.ui.models.cells import Tone
from csdesk.ui.signs import Signs
from csdesk.ui.theme import Tokens


class Look:
    """Tokens and faces of one theme and one language."""

    def __init__(self, tokens: Tokens, translator: Translator) -> None:
        self.tokens = tokens
        self.translator = translator
        self.signs = Signs(tokens, translator)
        self._colors = {
            Tone.TEXT: tokens.text,
            Tone.MUTED: tokens.muted,
            Tone.ACCENT: tokens.accent,
            Tone.WARN: tokens.warn,
            Tone.BAD: tokens.bad,
        }
        language = translator.language
        self._faces: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        for size in (TINY, SMALL, BASE):
            for bold in (False, True):
                face = font(language, size, bold=bold)
                self._faces[size, bold] = (face, QFontMetricsF(face))

    def face(self, size: int = BASE, *, bold: bool = False) -> tuple[QFont, QFontMetricsF]:
        """Return a font and its metrics."""
        return self._faces[size, bold]

    def color(self, tone: Tone) -> QColor:
        """Return the colour of words."""
        return self._colors[tone]
