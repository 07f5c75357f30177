"""Keeping a tracker's file as it came back, inside the command that keeps its review."""

from csdesk.app.queries.returned_files import kept_file
from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.data.unit import Unit
from csdesk.domain.records import ReturnedContent, ReturnedFile


def keep_file(unit: Unit, review: TrackerReview) -> ReturnedFile | None:
    """Store the bytes of a review's file, once for a project; None where nobody has them.

    What was kept is a fact: undo of the command leaves it.
    """
    known = kept_file(unit, review.project_id, review.sha256)
    if known is not None or not review.file_bytes:
        return known
    kept = unit.add(
        ReturnedFile(
            customer_id=review.customer_id,
            project_id=review.project_id,
            export_id=review.export.id,
            number=review.export.number,
            file_name=review.file_name,
            sha256=review.sha256,
            size=len(review.file_bytes),
            received_at=unit.now,
        )
    )
    unit.add(
        ReturnedContent(customer_id=review.customer_id, file_id=kept.id, content=review.file_bytes)
    )
    return kept
