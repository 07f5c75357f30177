"""`csdesk import`: tables and project plans, each a command with options of its own."""

from typing import Any

import click
from typing_extensions import override

from csdesk.cli.imports import import_group
from csdesk.cli.speaking import SpeakingCommand
from csdesk.domain.errors import N_

_TABLES = ("customers", "deals", "contacts")
_PLAN, _TRACKER = "project", "tracker"
_MORE = N_("A project plan has options of its own; see: csdesk import project --help.")
_BACK = N_("So has a tracker that comes back; see: csdesk import tracker --help.")


class _Kinds(SpeakingCommand):
    """Hands over to the command of what is brought in."""

    @override
    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        kind = next((word for word in args if word in (*_TABLES, _PLAN, _TRACKER)), None)
        if kind == _PLAN:
            from csdesk.cli.project_import import import_project

            rest = list(args)
            rest.remove(_PLAN)
            return import_project.make_context(f"{info_name} {_PLAN}", rest, parent, **extra)
        if kind == _TRACKER:
            from csdesk.cli.tracker_import import import_tracker

            rest = list(args)
            rest.remove(_TRACKER)
            return import_tracker.make_context(f"{info_name} {_TRACKER}", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


import_kinds = _Kinds(
    name="import",
    callback=import_group.callback,
    params=import_group.params,
    paragraphs=(*import_group.paragraphs, _MORE, _BACK),
    example=import_group.example,
)
