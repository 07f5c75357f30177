"""Which entries of the slip ledger explain a plan: those made since its baseline was agreed.

A new baseline begins with no slip, so what was recorded before it stays history. Per baseline a
setting keeps the last entry that there was (entries are numbered in the order of their making).
"""

from collections.abc import Iterable, Mapping

from csdesk.data.reader import Reader
from csdesk.data.unit import Unit
from csdesk.domain.records import Baseline, Setting, SlipEntry

_KEY = "baselines.slips.{}"


def settle(unit: Unit, baseline: Baseline) -> None:
    """Note that what the ledger holds now came before a baseline."""
    entries = unit.find(SlipEntry, project_id=baseline.project_id)
    if entries:
        last = max(entry.id for entry in entries)
        unit.add(Setting(key=_KEY.format(baseline.id), value=last))


def forget(unit: Unit, baseline_id: int) -> None:
    """Let go of what was noted about a baseline."""
    known = unit.first(Setting, key=_KEY.format(baseline_id))
    if known is not None:
        unit.delete(Setting, known.id)


def settled(reader: Reader, baseline_ids: Iterable[int]) -> Mapping[int, int]:
    """Return by baseline the last entry that was made before it; nothing where there was none."""
    keys = {_KEY.format(one): one for one in baseline_ids}
    found = reader.find(Setting, key=sorted(keys)) if keys else []
    return {keys[one.key]: one.value for one in found if isinstance(one.value, int)}
