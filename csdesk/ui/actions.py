"""What a person can do, as data: menus, shortcuts, the search field and tests read the registry."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionSpec:
    """One thing to do: a stable id, its words, its key, what runs, and when it can run."""

    id: str
    text: str  # msgid
    run: Callable[[], object]
    shortcut: str = ""
    condition: Callable[[], bool] | None = None
    label: Callable[[], str] | None = None  # words that change, such as what undo takes back

    def can_run(self) -> bool:
        """Whether it can run now."""
        return self.condition is None or self.condition()

    def words(self, translator: Translator) -> str:
        """Return its words in the window's language."""
        return self.label() if self.label is not None else translator.text(self.text)


class Registry(QObject):
    """The actions of a window. A later one with the same id takes the earlier one's place."""

    def __init__(self, owner: QWidget, translator: Translator) -> None:
        super().__init__(owner)
        self._owner = owner
        self._words = translator
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}

    def add(self, specs: Iterable[ActionSpec]) -> None:
        """Register actions and make their keys work in the window."""
        for spec in specs:
            old = self._actions.pop(spec.id, None)
            if old is not None:
                self._owner.removeAction(old)
                old.deleteLater()
            action = QAction(spec.words(self._words), self)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            action.triggered.connect(lambda _checked=False, key=spec.id: self.run(key))
            self._owner.addAction(action)
            self._specs[spec.id] = spec
            self._actions[spec.id] = action

    def remove(self, ids: Iterable[str]) -> None:
        """Take actions away, such as those of a screen that is left."""
        for action_id in ids:
            action = self._actions.pop(action_id, None)
            self._specs.pop(action_id, None)
            if action is not None:
                self._owner.removeAction(action)
                action.deleteLater()

    def run(self, action_id: str) -> None:
        """Run an action if it can run now."""
        spec = self._specs[action_id]
        if spec.can_run():
            spec.run()

    def action(self, action_id: str) -> QAction:
        """Return the Qt action, with words and state as of now, for a menu."""
        spec, action = self._specs[action_id], self._actions[action_id]
        action.setText(spec.words(self._words))
        return action

    def refresh(self) -> None:
        """Bring words and states of all actions up to date, before a menu opens."""
        for key, spec in self._specs.items():
            self._actions[key].setText(spec.words(self._words))
            self._actions[key].setEnabled(spec.can_run())

    def enable_all(self) -> None:
        """Let every key through again after a menu closed; `run` asks the condition itself."""
        for action in self._actions.values():
            action.setEnabled(True)

    def __iter__(self) -> Iterator[ActionSpec]:
        return iter(list(self._specs.values()))

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._specs
