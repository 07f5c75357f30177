"""Where a document goes: the file that was asked for, or a name of its own in a folder."""

from pathlib import Path

from csdesk.domain.errors import N_, UserError


def target_in(out: Path, name: str) -> Path:
    """Return `out`, or `name` in it when it is a folder.

    The ending tells other programs, and the last look before a document leaves, what a file is.
    Raises `UserError` "target_ending" for another ending than that of `name`, and
    "target_no_file" for what is there and is no file.
    """
    if out.is_dir():
        return out / name
    ending = Path(name).suffix
    if out.exists() and not out.is_file():
        raise UserError(
            "target_no_file",
            N_("“{name}” is no file that a document can be put into. Choose another place."),
            name=str(out),
        )
    if out.suffix.lower() != ending:
        raise UserError(
            "target_ending",
            N_("“{name}” does not end in {ending}. Give it a name such as {sample}."),
            name=out.name,
            ending=ending,
            sample=(out.with_suffix(ending) if out.name else out).name or name,
        )
    return out
