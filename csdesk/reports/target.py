"""Writing a document safely: a temporary file beside the target, checked, then put in its place.

The target is either the whole new file or what it was before; a failure says what to do.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from csdesk.domain.errors import N_, UserError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHARING_VIOLATIONS = frozenset({32, 33})  # Windows: another program holds the file


class StagedFile:
    """A file that lies beside its target at `path` until `put` makes it the target."""

    def __init__(self, target: Path) -> None:
        mark = secrets.token_hex(4)
        self.path = target.with_name(f".{target.stem[:40]}.{mark}{target.suffix}")
        self._target, self._is_put = target, False
        self._before = target.with_name(f".{target.stem[:40]}.{mark}.before{target.suffix}")

    def put(self) -> None:
        """Move it into its place; what was there is kept until all has gone well."""
        target = self._target
        with _as_user_error(target):
            _sync(self.path)
            if target.exists():
                _keep(target, self._before)
            try:
                self.path.replace(target)
            except PermissionError as problem:  # the folder took a file, so it is this one
                raise (_in_use(target) if target.exists() else _not_writable(target)) from problem
            self._is_put = True
            _sync_folder(target.parent)

    def take_back(self) -> None:
        """Give the target back what it was before `put`."""
        if not self._is_put:
            return
        with suppress(OSError):
            if self._before.exists():
                self._before.replace(self._target)
            else:
                self._target.unlink()

    def clear(self) -> None:
        """Leave nothing beside the target."""
        for one in (self.path, self._before):
            with suppress(OSError):
                one.unlink()


@contextmanager
def staged_file(target: Path) -> Iterator[StagedFile]:
    """Yield a file to write and check; `put` inside the `with` moves it to the target.

    Put it inside the transaction that records it: after any exception in the `with`, also one
    after `put`, the target is what it was before. Raises `UserError` with the codes
    `target_folder_missing`, `target_is_folder`, `target_open`, `target_not_writable`, `disk_full`.
    """
    target = Path(target)
    _refuse_impossible(target)
    staged = StagedFile(target)
    try:
        with _as_user_error(target, always=True):
            os.close(os.open(staged.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        with _as_user_error(target):
            yield staged
    except BaseException:
        staged.take_back()
        raise
    finally:
        staged.clear()


@contextmanager
def safe_target(target: Path) -> Iterator[Path]:
    """Yield a temporary path in the target's folder; on a clean exit it becomes the target.

    Write and check the file inside the `with`; any exception removes it and leaves the target
    as it was. Raises as `staged_file` does, which is for a file that is recorded.
    """
    with staged_file(target) as staged:
        yield staged.path
        staged.put()


def write_safely(target: Path, content: bytes) -> None:
    """Put `content` in place of the target, wholly or not at all."""
    with safe_target(target) as temporary:
        temporary.write_bytes(content)


class Staged:
    """Files that lie beside their places: looked at there, then put into them all at once."""

    def __init__(self, folder: Path, hidden: Path, names: Collection[str]) -> None:
        self._folder, self._hidden, self._names = folder, hidden, tuple(names)
        self._put: list[Path] = []

    def path(self, name: str) -> Path:
        """Return where a file lies until it is put."""
        return self._hidden / name

    def put(self) -> None:
        """Move all into their places; nothing that is there is replaced."""
        for name in self._names:
            target = self._folder / name
            with _as_user_error(target, always=True):
                if target.exists():
                    raise UserError(
                        "target_taken",
                        N_("“{name}” is there already; nothing was replaced. Try again."),
                        name=name,
                    )
                self.path(name).replace(target)
                self._put.append(target)
        with _as_user_error(self._folder, always=True):
            _sync_folder(self._folder)

    def take_back(self) -> None:
        """Remove what was put."""
        for target in self._put:
            with suppress(OSError):
                target.unlink()


@contextmanager
def safe_files(folder: Path, files: Mapping[str, bytes]) -> Iterator[Staged]:
    """Write files into a hidden folder inside `folder`, to be put into their places by `put`.

    After an exception in the `with`, also one after `put`, none of them is there. A folder that is
    not there is made. Raises `UserError` as `safe_target` does.
    """
    made = not folder.exists()
    hidden = folder / f".csdesk-{secrets.token_hex(4)}"
    staged = Staged(folder, hidden, files)
    try:
        with _as_user_error(folder, always=True):
            _make_folder(folder)
            hidden.mkdir()
        for name, content in files.items():
            with _as_user_error(folder / name, always=True):
                staged.path(name).write_bytes(content)
                _sync(staged.path(name))
        yield staged
    except BaseException:
        staged.take_back()
        shutil.rmtree(hidden, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(hidden, ignore_errors=True)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.exists() or not folder.parent.is_dir():
        raise UserError(
            "target_folder_missing",
            N_("The folder “{folder}” does not exist. Make it, or choose another place."),
            folder=str(folder),
        )
    folder.mkdir()


def is_open_elsewhere(target: Path) -> bool:
    """Whether an office program has left its mark that it is editing the file."""
    return (
        target.with_name(f"~${target.name}").exists()
        or target.with_name(f".~lock.{target.name}#").exists()
    )


def _refuse_impossible(target: Path) -> None:
    if not target.parent.is_dir():
        raise UserError(
            "target_folder_missing",
            N_("The folder “{folder}” does not exist. Make it, or choose another place."),
            folder=str(target.parent),
        )
    if target.is_dir():
        raise UserError(
            "target_is_folder",
            N_("“{name}” is a folder. Give the document a file name of its own."),
            name=target.name,
        )
    if is_open_elsewhere(target):
        raise _open_elsewhere(target)


@contextmanager
def _as_user_error(target: Path, *, always: bool = False) -> Iterator[None]:
    """Let a fault of the place be a sentence; `always` also one that no sentence is meant for."""
    try:
        yield
    except OSError as problem:
        translated = _explain(problem, target)
        if translated is None and always:  # such as a stick that was pulled out
            translated = _not_writable(target)
        if translated is None:
            raise
        raise translated from problem


def _explain(problem: OSError, target: Path) -> UserError | None:
    if problem.errno in _FULL:
        return UserError(
            "disk_full",
            N_("“{name}” was not written: the disk is full. Free some space and try again."),
            name=target.name,
        )
    if getattr(problem, "winerror", None) in _SHARING_VIOLATIONS:
        return _open_elsewhere(target)
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        if os.name == "nt" and target.exists() and os.access(target.parent, os.W_OK):
            return _open_elsewhere(target)
        return _not_writable(target)
    if problem.errno == errno.ENAMETOOLONG:
        return UserError(
            "target_name_too_long", N_("The file name is too long. Choose a shorter one.")
        )
    return None


def _not_writable(target: Path) -> UserError:
    return UserError(
        "target_not_writable",
        N_("“{name}” cannot be written in “{folder}”. Choose a folder that you may write to."),
        name=target.name,
        folder=str(target.parent),
    )


def _open_elsewhere(target: Path) -> UserError:
    return UserError(
        "target_open",
        N_("“{name}” is open in another program. Close it there, or save under another name."),
        name=target.name,
    )


def _in_use(target: Path) -> UserError:
    return UserError(
        "target_open",
        N_(
            "“{name}” was not written: the file there is open in another program, or protected. "
            "Close it there, or save under another name."
        ),
        name=target.name,
    )


def _keep(target: Path, place: Path) -> None:
    """Let the file be at another place too; a second name costs nothing where there are such."""
    try:
        os.link(target, place)
    except OSError:
        shutil.copy2(target, place)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
