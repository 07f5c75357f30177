"""Which export a returned tracker is, whatever it lost on its way; what is odd about it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from csdesk.app.imports.tracker_reading import OpenTracker
from csdesk.data.reader import Reader
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Export, Json, Project, TrackerReturn


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A warning for us: a stable code and a msgid with its parameters."""

    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


def find_export(
    reader: Reader,
    opened: OpenTracker,
    *,
    sha256: str,
    customer_id: int | None,
    project_id: int | None,
) -> tuple[Export, tuple[Said, ...]]:
    """Return the export that a file is an edited copy of, and what lowers our trust in that.

    Raises `UserError` for a file of another customer, project or workspace, and where nothing
    says whose it is.
    """
    meta = opened.meta
    said: list[Said] = []
    export = reader.first(Export, uid=meta.export_uid) if meta.export_uid else None
    if export is not None:
        _check_place(reader, opened, export, customer_id, project_id)
        if meta.checksum != export.checksum:
            said.append(_CHECKSUM)
    else:
        export = _fallback(reader, opened, customer_id, project_id)
        said.append(_LOST if not meta.export_uid else _UNKNOWN)
    said += _history(reader, export, sha256)
    return export, tuple(said)


def _check_place(
    reader: Reader,
    opened: OpenTracker,
    export: Export,
    customer_id: int | None,
    project_id: int | None,
) -> None:
    if customer_id is not None and export.customer_id != customer_id:
        raise _other_customer(reader, opened, export.customer_id, customer_id)
    if project_id is not None and export.project_id != project_id:
        raise UserError(
            "tracker_other_project",
            N_("{file} is the tracker of the project {theirs}, not of {ours}."),
            file=opened.book.file_name,
            theirs=reader.get(Project, export.project_id).name,
            ours=reader.get(Project, project_id).name,
        )


def _fallback(
    reader: Reader, opened: OpenTracker, customer_id: int | None, project_id: int | None
) -> Export:
    """Find the export by its customer, its ids and its version."""
    meta, file = opened.meta, opened.book.file_name
    owner = reader.first(Customer, uid=meta.customer_uid) if meta.customer_uid else None
    if meta.customer_uid and owner is None:
        raise _other_workspace(file)
    if owner is not None:
        if customer_id is not None and owner.id != customer_id:
            raise _other_customer(reader, opened, owner.id, customer_id)
        customer_id = owner.id
    if project_id is None and meta.project_uid:
        project = reader.first(Project, uid=meta.project_uid)
        project_id = None if project is None else project.id
    everywhere = _by_ids(reader.find(Export), opened.ids())
    if customer_id is None:
        if not everywhere:
            raise UserError(
                "tracker_whose",
                N_("Nothing in {file} says whose tracker it is: name the customer."),
                file=file,
            )
        customer_id = everywhere[-1].customer_id
    exports = [
        one
        for one in reader.find(Export, customer_id=customer_id)
        if project_id is None or one.project_id == project_id
    ]
    if not exports:
        raise UserError(
            "tracker_never_sent",
            N_("{customer} was never sent a tracker from here, so there is nothing to compare."),
            customer=reader.get(Customer, customer_id).name,
        )
    known = _by_ids(exports, opened.ids())
    if not known and everywhere:
        raise _other_customer(reader, opened, everywhere[-1].customer_id, customer_id)
    if not known and opened.ids():
        raise _other_workspace(file)
    candidates = known or exports
    if len({one.project_id for one in candidates}) > 1:
        raise UserError(
            "tracker_which_project",
            N_("Nothing in {file} says which project it belongs to: name the project."),
            file=file,
        )
    numbered = [one for one in candidates if one.number == meta.version]
    return (numbered or candidates)[-1]


def _by_ids(exports: list[Export], ids: frozenset[str]) -> list[Export]:
    """Return the exports that share most hidden ids with the file, the newest last."""
    if not ids:
        return []
    shared: dict[int, int] = {}
    for export in exports:
        base = cast("dict[str, Json]", export.base)
        shared[export.id] = len(ids & set(cast("dict[str, Json]", base.get("items") or {})))
    most = max(shared.values(), default=0)
    # A few strange ids are rows pasted from elsewhere; fewer than half of ours are no tracker.
    if most * 2 < len(ids):
        return []
    return [export for export in exports if shared[export.id] == most]


def _history(reader: Reader, export: Export, sha256: str) -> list[Said]:
    said: list[Said] = []
    returned = reader.find(TrackerReturn, project_id=export.project_id)
    if any(one.sha256 == sha256 for one in returned):
        said.append(_SAME_FILE)
    newer = max((one.number for one in returned), default=0)
    if newer > export.number:
        params = {"version": export.number, "newer": newer}
        said.append(Said(code="older_version", message=_OLDER, params=params))
    return said


def _other_customer(reader: Reader, opened: OpenTracker, theirs: int, asked: int) -> UserError:
    return UserError(
        "tracker_other_customer",
        N_("{file} is the tracker of {theirs}, not of {customer}. Nothing was taken over."),
        file=opened.book.file_name,
        theirs=reader.get(Customer, theirs).name,
        customer=reader.get(Customer, asked).name,
    )


def _other_workspace(file: str) -> UserError:
    return UserError(
        "tracker_other_workspace",
        N_(
            "{file} was written from another workspace, which alone knows what it held when it "
            "left: import it there."
        ),
        file=file,
    )


_OLDER = N_(
    "Version {newer} came back before this version {version}: it is compared with what version "
    "{version} held when it left."
)
_CHECKSUM = Said(
    code="checksum",
    message=N_("The file does not carry the checksum that it left with: look at its changes well."),
)
_LOST = Said(
    code="identity_lost",
    message=N_(
        "The file lost what says which version it is: it is compared with the one that fits best."
    ),
)
_UNKNOWN = Said(
    code="export_unknown",
    message=N_(
        "This workspace does not know the version in the file: it is compared with the one that "
        "fits best."
    ),
)
_SAME_FILE = Said(code="same_file", message=N_("This very file came in before."))
