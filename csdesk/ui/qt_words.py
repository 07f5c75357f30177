"""Qt's own words, in its file dialogs and the menus of text fields: in the window's language."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from csdesk.ui.services import Services


def speak_qt(services: Services) -> None:
    """Let Qt speak the language of the interface, now and after each switch."""
    translator = QTranslator(services)

    def use() -> None:
        QCoreApplication.removeTranslator(translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{services.language}", folder):
            QCoreApplication.installTranslator(translator)

    services.look_changed.connect(use)
    use()
