"""Which returned trackers wait for a decision."""

from csdesk.data.store import Store
from csdesk.domain.records import TrackerReturn


def open_reviews(store: Store, *, customer_id: int | None = None) -> list[TrackerReturn]:
    """Return the trackers of which something is undecided, the newest last."""
    with store.read() as reader:
        return [
            one
            for one in reader.find(TrackerReturn)
            if one.undecided and customer_id in (None, one.customer_id)
        ]
