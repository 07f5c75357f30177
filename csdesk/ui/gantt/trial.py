"""An operation on the plan that was tried: what it would move, before it is taken."""

from dataclasses import dataclass, field

from csdesk.app.commands.trials import Operation
from csdesk.domain.cascade import Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """`words` is what the strip calls it; `held` are the rows that it is about, in tree order.

    One that was tried `again`, because the plan changed, waits even where it moves nothing by now.
    """

    words: str
    operation: Operation
    held: tuple[int, ...]
    moved: tuple[Moved, ...] = ()
    again: bool = False


@dataclass(slots=True)
class TrialGesture:
    """It waits for a word, as a change that was made on the chart does."""

    held: int  # the index of the row that is shown
    trial: Trial = field(kw_only=True)
    by_keys: bool = True
    dropped: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether there is something to take."""
        return True
