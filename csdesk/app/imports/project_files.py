"""The way in for project files: what a file is, judged by its content, then its reader."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.app.imports.guard import OLE, read_head
from csdesk.domain.errors import N_, UserError
from csdesk.domain.views.project_file import FilePlan

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 64 * 2**20
MOST_TASKS = 50_000
ENDINGS = (".xml", ".gan")


def read_project(path: Path, *, most_bytes: int = MOST_BYTES) -> FilePlan:
    """Read MS Project XML or a GanttProject file.

    Raises `UserError` for a file that is missing, empty, too large, unsafe (document type,
    entities), no XML, of another kind, or without tasks; nothing is changed anywhere.
    """
    root = _root(path, most_bytes)
    kind = root.tag.rpartition("}")[2]
    if kind == "Project":
        from csdesk.app.imports.project_mspdi import read_mspdi

        plan = read_mspdi(root, path.stem)
    elif kind == "project" and root.find("tasks") is not None:
        from csdesk.app.imports.project_gan import read_gan

        plan = read_gan(root, path.stem)
    else:
        raise UserError(
            "project_file_kind",
            N_(
                "{file} is XML, but no project plan: its first element is {root}. Save the plan "
                "as MS Project XML, or take the .gan file of GanttProject."
            ),
            file=path.name,
            root=kind[:60],
        )
    if not plan.tasks:
        raise UserError(
            "project_file_no_tasks",
            N_("{file} has no tasks. Save the plan again from the program it comes from."),
            file=path.name,
        )
    if len(plan.tasks) > MOST_TASKS:
        raise _too_large(path)
    return _told_apart(plan)


def _told_apart(plan: FilePlan) -> FilePlan:
    """Return the plan with a uid of its own for each task; links mean the first of equal ones."""
    seen: Counter[str] = Counter()
    tasks = []
    for task in plan.tasks:
        seen[task.uid] += 1
        twice = seen[task.uid] > 1
        tasks.append(replace(task, uid=f"{task.uid}#{seen[task.uid]}") if twice else task)
    return replace(plan, tasks=tuple(tasks)) if len(seen) < len(tasks) else plan


def _root(path: Path, most_bytes: int) -> "Element":
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import parse

    content = _head(path, most_bytes)
    if content.startswith(OLE):
        raise UserError(
            "project_file_binary",
            N_(
                "{file} is a Project file of the binary kind. Open it in Project and save it as "
                "XML (File, Save as, XML format)."
            ),
            file=path.name,
        )
    try:
        root: Element | None = parse(path, forbid_dtd=True).getroot()
    except DefusedXmlException as error:
        raise UserError(
            "project_file_unsafe",
            N_(
                "{file} holds definitions that no project file needs and that can harm. Ask for "
                "it again, or save it anew from the program it comes from."
            ),
            file=path.name,
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise UserError(
            "project_file_not_xml",
            N_(
                "{file} is not XML or is cut off: {detail}. Save the plan again as MS Project XML "
                "or as a .gan file."
            ),
            file=path.name,
            detail=str(error),
        ) from error
    if root is None:
        raise UserError("project_file_not_xml", N_("{file} is empty."), file=path.name)
    return root


def _head(path: Path, most_bytes: int) -> bytes:
    size, head = read_head(path, 4096)
    if size > most_bytes:
        raise _too_large(path)
    return head


def _too_large(path: Path) -> UserError:
    return UserError(
        "project_file_too_large",
        N_("{file} is larger than any plan that csdesk reads. Save a part of it on its own."),
        file=path.name,
    )
