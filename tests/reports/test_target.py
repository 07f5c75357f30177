"""A document is wholly written or not at all, and a failure says what to do."""

import errno
import os
from pathlib import Path

import pytest

from csdesk.domain.errors import UserError
from csdesk.reports.target import safe_files, safe_target, staged_file, write_safely


def test_new_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "报告 é.pdf"
    write_safely(target, b"abc")
    assert target.read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_temporary_file_keeps_the_ending(tmp_path: Path) -> None:
    with safe_target(tmp_path / "a.xlsx") as temporary:
        assert temporary.suffix == ".xlsx"
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"x")


def test_failing_check_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail() -> None:
        with safe_target(target) as temporary:
            temporary.write_bytes(b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_full_disk_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(UserError) as caught, safe_target(target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.code == "disk_full"
    assert "a.pdf" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_real_full_device(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"

    def fill() -> None:
        with safe_target(target) as temporary:
            temporary.unlink()
            temporary.symlink_to("/dev/full")
            with temporary.open("wb") as stream:
                stream.write(b"x" * 100_000)

    with pytest.raises(UserError) as caught:
        fill()
    assert caught.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(UserError) as caught, safe_target(folder / "a.pdf"):
        pass
    assert caught.value.code == "target_not_writable"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_refused_by_the_system(tmp_path: Path, number: int) -> None:
    with pytest.raises(UserError) as caught, safe_target(tmp_path / "a.pdf"):
        raise OSError(number, os.strerror(number))
    assert caught.value.code == "target_not_writable"


@pytest.mark.parametrize("mark", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_target_open_in_an_office_program(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(UserError) as caught, safe_target(tmp_path / "a.xlsx"):
        pass
    assert caught.value.code == "target_open"


def test_missing_folder_and_folder_as_target(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught, safe_target(tmp_path / "no" / "a.pdf"):
        pass
    assert caught.value.code == "target_folder_missing"
    with pytest.raises(UserError) as caught, safe_target(tmp_path):
        pass
    assert caught.value.code == "target_is_folder"


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Input/output"), safe_target(tmp_path / "a.pdf"):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("links", [True, False])
def test_what_was_put_is_taken_back_when_what_follows_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:  # a stick in FAT

        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "link", refuse)
    old, fresh = tmp_path / "old.pdf", tmp_path / "fresh.pdf"
    old.write_bytes(b"old")

    def put_and_fail(target: Path) -> None:
        with staged_file(target) as staged:
            staged.path.write_bytes(b"new")
            staged.put()
            assert target.read_bytes() == b"new"
            raise RuntimeError

    for target in (old, fresh):
        with pytest.raises(RuntimeError):
            put_and_fail(target)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"old.pdf": b"old"}
    with staged_file(old) as staged:
        staged.path.write_bytes(b"new")
        staged.put()
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"old.pdf": b"new"}


FILES = {"a.txt": b"a" * 10, "b.pdf": b"b" * 200_000}


def test_files_come_together_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "stick"
    with safe_files(out, FILES) as staged:
        assert staged.path("b.pdf").read_bytes() == FILES["b.pdf"]
        assert not (out / "b.pdf").exists()
        staged.put()
    assert {one.name: one.read_bytes() for one in out.iterdir()} == FILES
    with pytest.raises(UserError, match="nothing was replaced"), safe_files(out, FILES) as again:
        again.put()
    assert {one.name: one.read_bytes() for one in out.iterdir()} == FILES


def test_files_that_were_put_go_when_what_follows_fails(tmp_path: Path) -> None:
    out = tmp_path / "stick"

    def put_and_fail() -> None:
        with safe_files(out, FILES) as staged:
            staged.put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    assert not out.exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a limit of the system")
def test_a_disk_that_is_full_within_takes_none(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(UserError) as caught, safe_files(tmp_path / "stick", FILES):
            raise AssertionError
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "disk_full"
    assert not (tmp_path / "stick").exists()
