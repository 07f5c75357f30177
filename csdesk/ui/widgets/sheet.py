"""The little that Fusion cannot take from the palette: form fields, menus and scroll bars."""

from PySide6.QtGui import QColor

from csdesk.ui.theme import Tokens


def style_sheet(t: Tokens) -> str:
    """Return the style sheet of a window. Fields in forms carry the property `form`."""

    def c(color: QColor) -> str:
        return color.name()

    return f"""
QLineEdit[form="true"], QPlainTextEdit[form="true"], QComboBox[form="true"],
QSpinBox[form="true"] {{
    background: {c(t.surface)}; color: {c(t.text)}; border: 1px solid {c(t.line2)};
    border-radius: 6px; padding: 0 9px; min-height: 30px;
    selection-background-color: {c(t.accentfill)}; selection-color: {c(t.onaccent)};
}}
QPlainTextEdit[form="true"] {{ padding: 4px 6px; }}
QLineEdit[form="true"]:focus, QPlainTextEdit[form="true"]:focus,
QComboBox[form="true"]:focus, QSpinBox[form="true"]:focus {{
    border: 2px solid {c(t.accent)}; padding: 0 8px; min-height: 28px;
}}
QPlainTextEdit[form="true"]:focus {{ padding: 3px 5px; }}
QLineEdit[form="true"][wrong="true"], QPlainTextEdit[form="true"][wrong="true"],
QComboBox[form="true"][wrong="true"] {{ border-color: {c(t.bad)}; }}
QLineEdit[form="true"]:disabled, QComboBox[form="true"]:disabled {{ color: {c(t.faint)}; }}
QComboBox[form="true"]::drop-down {{ border: none; width: 26px; }}
QComboBox[form="true"] QAbstractItemView {{
    background: {c(t.raised)}; color: {c(t.text)}; border: 1px solid {c(t.line2)};
    selection-background-color: {c(t.soft)}; selection-color: {c(t.text)}; outline: none;
}}
QMenu {{
    background: {c(t.raised)}; color: {c(t.text)}; border: 1px solid {c(t.line2)};
    border-radius: 6px; padding: 4px;
}}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c(t.soft)}; }}
QMenu::item:disabled {{ color: {c(t.faint)}; }}
QMenu::separator {{ height: 1px; background: {c(t.line)}; margin: 4px 8px; }}
QToolTip {{
    background: {c(t.raised)}; color: {c(t.text)}; border: 1px solid {c(t.line2)}; padding: 4px 6px;
}}
QHeaderView {{ background: {c(t.sunken)}; border: none; }}
QHeaderView::section {{
    background: {c(t.sunken)}; color: {c(t.muted)}; border: none;
    border-bottom: 1px solid {c(t.line)}; padding: 5px 6px;
}}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c(t.line2)}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c(t.faint)}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ background: transparent; border: none; }}
QCheckBox[form="true"] {{ color: {c(t.text)}; spacing: 8px; }}
"""
