"""The way in for project files: what a file is, judged by its content, then its reader."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from csdesk.app.imports.guard import read_head
from csdesk.app.imports.project_xml import other_kind, parsed, too_large
from csdesk.domain.errors import N_, UserError
from csdesk.domain.views.project_file import Fault, FileFault, FilePlan

MOST_BYTES = 128 * 2**20  # 20,000 tasks as MS Project writes them are 110 MB
MOST_TAGS = 8_000_000  # empty elements take more memory than bytes
MOST_TASKS = 50_000
ENDINGS = (".xml", ".gan")
_PLANNER = "mrproject-version"  # GNOME Planner's, whose elements are called as GanttProject's


def read_project(path: Path, *, most_bytes: int = MOST_BYTES) -> FilePlan:
    """Read MS Project XML or a GanttProject file.

    Raises `UserError` for a file that is missing, empty, too large, unsafe (document type,
    entities), no XML, cut off, of another kind, or without tasks; nothing is changed anywhere.
    """
    size, head = read_head(path, 4096)
    if size > most_bytes:
        raise too_large(path)
    root = parsed(path, head, most_tags=MOST_TAGS)
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    kind = root.tag
    if kind == "Project":
        from csdesk.app.imports.project_mspdi import read_mspdi

        plan = read_mspdi(root, path.stem)
    elif kind == "project" and root.find("tasks") is not None and not root.get(_PLANNER):
        from csdesk.app.imports.project_gan import read_gan

        plan = read_gan(root, path.stem)
    else:
        raise other_kind(path, kind)
    if not plan.tasks:
        raise UserError(
            "project_file_no_tasks",
            N_("{file} has no tasks. Save the plan again from the program it comes from."),
            file=path.name,
        )
    if len(plan.tasks) > MOST_TASKS:
        raise too_large(path)
    return _told_apart(plan)


def _told_apart(plan: FilePlan) -> FilePlan:
    """Return the plan with a uid of its own for each task; links mean the first of equal ones."""
    seen: Counter[str] = Counter()
    tasks, faults = [], list(plan.faults)
    for task in plan.tasks:
        seen[task.uid] += 1
        if seen[task.uid] == 1:
            tasks.append(task)
            continue
        tasks.append(replace(task, uid=f"{task.uid}#{seen[task.uid]}"))
        faults.append(FileFault(fault=Fault.SAME_UID, name=task.name, value=task.uid))
    if len(seen) == len(tasks):
        return plan
    return replace(plan, tasks=tuple(tasks), faults=tuple(faults))
