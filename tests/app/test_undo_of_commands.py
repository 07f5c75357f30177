"""Undo after each command returns every undoable table to its earlier content, also later."""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from csdesk.app import commands
from csdesk.app.command_labels import COMMAND_LABELS, command_label
from csdesk.app.commands import items
from csdesk.app.commands.reschedule import NewDates
from csdesk.app.commands.trials import Operation
from csdesk.data.store import Store
from csdesk.domain.codes import (
    AcceptanceResult,
    Cause,
    CriterionResult,
    DocumentKind,
    Language,
    LinkType,
    PointKind,
    Rag,
    Status,
    Strength,
)
from csdesk.domain.link_text import LinkSpec
from csdesk.domain.records import Dependency
from csdesk.i18n import LANGUAGES, Translator
from tests.app.world import TOML, World, snapshot
from tests.support import CLOCK, TODAY

Arguments: TypeAlias = Callable[[World], Mapping[str, Any]]
DAY = date(2026, 12, 4)
MAIL = {"kind": DocumentKind.STATUS, "language": Language.EN}
# Tested beside what they belong to.
ELSEWHERE = {
    "drafts", "meeting_lines",
    "certificates", "dispatches", "foreign_import", "imports", "leaving", "logos", "project_import",
    "rehearsal", "tracker_import", "trials", "undo",
}  # fmt: skip

SAMPLES: Mapping[str, Arguments] = {
    "agendas.apply": lambda w: {"meeting_id": w.meeting},
    "agendas.add": lambda w: {"meeting_id": w.meeting, "title": "Parking", "after_id": 1},
    "agendas.update": lambda w: {"item_id": 1, "minutes": 3},
    "agendas.check": lambda w: {"item_id": 1},
    "agendas.move": lambda w: {"item_id": 1, "direction": "down"},
    "agendas.reorder": lambda w: {"meeting_id": w.meeting, "item_ids": [3, 1]},
    "agendas.delete": lambda w: {"item_id": 2},
    "baselines.agree": lambda w: {"project_id": w.project, "agreed_by": "Guo Wei"},
    "baselines.update": lambda w: {"baseline_id": w.old_baseline, "current": True},
    "baselines.delete": lambda w: {"baseline_id": w.baseline},
    "calendars.put_days_off": lambda w: {"customer_id": w.customer, "first": DAY, "name": "Fair"},
    "calendars.delete_days_off": lambda w: {"customer_id": w.customer, "day_ids": [1]},
    "calendars.set_week": lambda w: {"customer_id": None, "country": "SG", "week": "1111110"},
    "calendars.follow_customer": lambda w: {"customer_id": w.customer},
    "consents.record": lambda w: {
        "customer_id": w.customer, "given_by": "Guo Wei", "covers": "Website",
    },
    "consents.withdraw": lambda w: {"customer_id": w.customer},
    "contacts.create": lambda w: {"customer_id": w.customer, "name": "IT", "role": "it_admin"},
    "contacts.update": lambda w: {"contact_id": w.lone_contact, "role": "sponsor"},
    "contacts.delete": lambda w: {"contact_id": w.lone_contact},
    "contacts.leave": lambda w: {"contact_id": w.contact, "successor_id": w.successor},
    "contacts.plan_onboarding": lambda w: {
        "contact_id": w.contact, "title": "Onboard Zhou Min", "project_id": w.project,
    },
    "contracts.create": lambda w: {"customer_id": w.customer, "start": DAY},
    "contracts.update": lambda w: {"contract_id": w.contract, "seats": 40},
    "contracts.delete": lambda w: {"contract_id": w.contract},
    "customers.create": lambda w: {"name": "老街茶铺", "language": "zh_CN"},
    "customers.update": lambda w: {"customer_id": w.customer, "name": "Harbour Noodles"},
    "customers.delete": lambda w: {"customer_id": w.customer},
    "customers.merge": lambda w: {"keep_id": w.customer, "merge_id": w.other},
    "deals.create": lambda w: {"customer_id": w.customer, "closed_on": DAY},
    "deals.update": lambda w: {"deal_id": w.deal, "kickoff_waived": True},
    "deals.delete": lambda w: {"deal_id": w.deal},
    "deals.waive_kickoff": lambda w: {"customer_id": w.customer, "deal_ids": [w.deal]},
    "decisions.create": lambda w: {"customer_id": w.customer, "what": "Go on"},
    "decisions.update": lambda w: {"decision_id": w.decision, "who": "Guo Wei"},
    "decisions.delete": lambda w: {"decision_id": w.decision},
    "efforts.log": lambda w: {"customer_id": w.customer, "text": "Called Guo Wei"},
    "goals.create": lambda w: {"customer_id": w.customer, "title": "Rosters in time"},
    "goals.update": lambda w: {"goal_id": w.goal, "target": Decimal(60)},
    "goals.delete": lambda w: {"goal_id": w.goal},
    "goals.add_value": lambda w: {"goal_id": w.goal, "value": Decimal("84.5")},
    "goals.delete_value": lambda w: {"goal_value_id": w.value},
    "goals.confirm": lambda w: {"goal_id": w.goal, "confirmed_by": "Guo Wei"},
    "goals.confirm_success": lambda w: {
        "customer_id": w.customer, "confirmed_by": "Guo Wei", "text": "Rosters by Thursday",
    },
    "items.update": lambda w: {
        "row_ids": [w.row["users"], w.row["configure"]], "status": Status.DONE,
    },
    "handover.put": lambda w: {"customer_id": w.customer, "why_bought": "Payroll by hand"},
    "handover.create_point": lambda w: {
        "customer_id": w.customer, "kind": PointKind.DATE, "text": "Opening", "day": DAY,
    },
    "handover.update_point": lambda w: {"point_id": w.point, "answer": "Rules in the plan"},
    "handover.move_point": lambda w: {"point_id": w.second_point, "direction": "up"},
    "handover.delete_point": lambda w: {"point_id": w.point},
    "manager_checks.record": lambda w: {
        "project_id": w.other_project, "knows_business": Strength.STRONG,
    },
    "manager_checks.delete": lambda w: {"check_id": w.check},
    "manager_checks.follow_up": lambda w: {
        "check_id": w.check, "question": "has_time", "language": Language.ZH_CN,
    },
    "item_batch.apply": lambda w: {
        "edits": {w.row["users"]: {"priority": "optional"}, w.row["data"]: {"title": "Data"}},
    },
    "item_batch.add_item": lambda w: {
        "project_id": w.project, "title": "More", "phase": "First", "after_id": w.row["users"],
    },
    "item_batch.set_all": lambda w: {
        "row_ids": [w.row["users"], w.row["data"]], "changes": {"priority": "optional"},
    },
    "items.update_each": lambda w: {"edits": {w.row["users"]: {"title": "Users"}}},
    "item_batch.shift": lambda w: {"row_ids": [w.row["users"], w.row["data"]], "days": 2},
    "items.ask": lambda w: {"row_ids": [w.row["users"]]},
    "links.link": lambda w: {
        "predecessor_id": w.row["data"], "successor_id": w.row["extra"],
    },
    "links.update": lambda w: {"link_id": w.link, "type": LinkType.SS, "lag": 2},
    "links.unlink": lambda w: {"link_id": w.link},
    "mail_templates.put": lambda w: {**MAIL, "subject": "{project}", "body": "Dear {person}"},
    "mail_templates.reset": lambda w: MAIL,
    "meetings.create": lambda w: {
        "customer_id": w.customer, "day": DAY, "at": time(9), "contact_ids": [w.contact],
        "user_ids": [w.user],
    },
    "meetings.update": lambda w: {"meeting_id": w.meeting, "place": "Nanshan office"},
    "meetings.delete": lambda w: {"meeting_id": w.meeting},
    "meetings.hold": lambda w: {"meeting_id": w.meeting, "summary": "All agreed"},
    "meetings.close": lambda w: {"meeting_id": w.held, "no_next_reason": "They pause"},
    "meetings.miss": lambda w: {"meeting_id": w.meeting, "new_day": DAY},
    "meetings.cancel": lambda w: {"meeting_id": w.meeting},
    "meetings.invite": lambda w: {"meeting_id": w.held, "contact_ids": [w.contact]},
    "meetings.update_attendance": lambda w: {"attendance_id": w.attendance, "commitment": "File"},
    "meetings.uninvite": lambda w: {"attendance_id": w.attendance},
    "meetings.schedule": lambda w: {"meeting_id": w.meeting, "day": DAY, "at": time(15)},
    "notes.create": lambda w: {"customer_id": w.customer, "text": "Called"},
    "notes.update": lambda w: {"note_id": w.note, "text": "Prefers mail"},
    "notes.delete": lambda w: {"note_id": w.note},
    "outcomes.create": lambda w: {
        "customer_id": w.customer, "title": "Seen", "said_by": "Guo Wei",
        "milestone_id": w.row["value"],
    },
    "outcomes.update": lambda w: {"outcome_id": w.outcome, "evidence": "Report of 18 November"},
    "outcomes.confirm": lambda w: {"outcome_id": w.outcome, "said_by": "Guo Wei"},
    "outcomes.confirm_value": lambda w: {"milestone_id": w.row["value"], "said_by": "Guo Wei"},
    "outcomes.delete": lambda w: {"outcome_id": w.outcome},
    "plan.apply_template": lambda w: {
        "customer_id": w.customer, "template_code": "own", "start": DAY,
    },
    "plan.save_as_template": lambda w: {"project_id": w.project, "title": "Our best plan"},
    "projects.create": lambda w: {"customer_id": w.customer, "name": "Second"},
    "projects.update": lambda w: {"project_id": w.project, "tolerance_green": 3},
    "projects.delete": lambda w: {"project_id": w.project},
    "projects.hold": lambda w: {"project_id": w.project, "reason": "Owner change"},
    "projects.resume": lambda w: {"project_id": w.other_project},
    "projects.finish": lambda w: {"project_id": w.other_project},
    "projects.cancel": lambda w: {"project_id": w.project},
    "projects.set_rag": lambda w: {"project_id": w.project, "rag": Rag.RED, "note": "Sponsor left"},
    "projects.record_acceptance": lambda w: {
        "project_id": w.project, "result": AcceptanceResult.PUNCH_LIST,
    },
    "reschedule.move": lambda w: {
        "row_id": w.row["configure"], "target": date(2026, 12, 18), "cause": Cause.CUSTOMER,
    },
    "reschedule.move_rows": lambda w: {
        "moves": {w.row["configure"]: NewDates(target=date(2026, 12, 18))},
    },
    "plan_shift.shift": lambda w: {"project_id": w.project, "days": 3},
    "plan_shift.start_work_from": lambda w: {
        "project_id": w.project, "day": date(2026, 12, 21),
    },
    "plan_shift.count_back": lambda w: {"project_id": w.project, "go_live": date(2027, 3, 31)},
    "predecessors.set_links": lambda w: {
        "row_id": w.row["live"], "specs": [LinkSpec(w.row["data"], LinkType.SS, 2)],
    },
    "predecessors.apply": lambda w: {
        "edits": {w.row["data"]: {"title": "Data"}},
        "followed": {w.row["live"]: [LinkSpec(w.row["data"])]},
    },
    "replan.relink": lambda w: {
        "project_id": w.project, "out": [w.link], "cause": Cause.SCOPE,
        "drawn": [Dependency(
            project_id=w.project, predecessor_id=w.row["data"], successor_id=w.row["extra"], lag=40,
        )],
    },
    "replan.add_bar": lambda w: {
        "project_id": w.project, "title": "Late", "after_id": w.row["data"], "cause": Cause.US,
        "start": date(2027, 3, 1), "target": date(2027, 3, 5),
    },
    "replan.carry_out": lambda w: {
        "project_ids": [w.project], "row_id": w.row["data"], "cause": Cause.US,
        "operation": Operation(
            command=items.update, arguments={"row_ids": [w.row["data"]], "duration": 30},
        ),
    },
    "row_batch.move_to": lambda w: {
        "row_ids": [w.row["data"], w.row["users"]], "parent_id": w.row["setup"], "after_id": None,
    },
    "row_batch.step": lambda w: {"row_ids": [w.row["data"]], "direction": "up"},
    "row_batch.change_depth": lambda w: {"row_ids": [w.row["group"]], "deeper": False},
    "risks.create": lambda w: {"customer_id": w.customer, "title": "Peak season"},
    "risks.update": lambda w: {"risk_id": w.risk, "probability": 5},
    "risks.delete": lambda w: {"risk_id": w.risk},
    "plan_parts.add_template": lambda w: {
        "project_id": w.project, "template_code": "own", "follow_id": w.row["live"],
    },
    "repeats.set_rule": lambda w: {"row_id": w.row["users"], "rule": "FREQ=WEEKLY;COUNT=4"},
    "row_copies.copy": lambda w: {
        "row_ids": [w.row["setup"], w.row["users"]], "project_id": w.other_project,
    },
    "row_parts.split": lambda w: {"row_id": w.row["data"], "first_days": 1},
    "rows.add": lambda w: {"project_id": w.project, "title": "New", "after_id": w.row["setup"]},
    "rows.delete": lambda w: {"row_ids": [w.row["setup"], w.row["data"]]},
    "rows.move": lambda w: {"row_id": w.row["data"], "direction": "up"},
    "rows.move_to": lambda w: {"row_id": w.row["data"], "parent_id": w.row["group"], "index": 0},
    "rows.indent": lambda w: {"row_id": w.row["setup"]},
    "rows.outdent": lambda w: {"row_id": w.row["group"]},
    "series.create": lambda w: {
        "customer_id": w.customer, "start": DAY, "at": time(10), "contact_ids": [w.contact],
        "user_ids": [w.user],
    },
    "series.update": lambda w: {"series_id": 1, "place": "Online"},
    "series.reschedule": lambda w: {"series_id": 1, "since": DAY, "rule": "FREQ=WEEKLY"},
    "series.change": lambda w: {
        "series_id": 1, "place": "Online", "since": DAY, "rule": "FREQ=WEEKLY",
        "contact_ids": [w.successor],
    },
    "series.end": lambda w: {"series_id": 1},
    "series.delete": lambda w: {"series_id": 1},
    "series.join": lambda w: {"series_id": 1, "contact_ids": [w.successor]},
    "series.part": lambda w: {"member_id": 1},
    "saved_views.save": lambda w: {
        "screen": "customers", "name": "Mine", "content": {"owners": ["Lin Yue"]},
    },
    "saved_views.update": lambda w: {"view_id": w.view, "content": {"sort": "name"}},
    "saved_views.rename": lambda w: {"view_id": w.view, "name": "Theirs"},
    "saved_views.delete": lambda w: {"view_id": w.view},
    "settings.put": lambda w: {"key": "view.customers", "value": ["a", 1]},
    "settings.reset": lambda w: {"key": "view.customers"},
    "settings.reset_all": lambda w: {"prefix": "view."},
    "slips.record": lambda w: {
        "milestone_id": w.row["value"], "days": 3, "cause": Cause.CUSTOMER, "text": "File late",
    },
    "slips.update": lambda w: {"slip_id": w.slip, "days": 1},
    "slips.delete": lambda w: {"slip_id": w.slip},
    "support_requests.create": lambda w: {
        "customer_id": w.customer, "title": "Week 51 is empty", "contact_id": w.contact,
    },
    "support_requests.update": lambda w: {"request_id": w.request, "area": "Rosters"},
    "support_requests.take": lambda w: {"request_id": w.request, "user_id": w.user},
    "support_requests.answer": lambda w: {"request_id": w.request, "text": "In the archive"},
    "support_requests.wait": lambda w: {"request_id": w.request},
    "support_requests.solve": lambda w: {"request_id": w.request, "confirmed_by": "Guo Wei"},
    "support_requests.reopen": lambda w: {"request_id": w.solved_request},
    "support_requests.delete": lambda w: {"request_id": w.request},
    "scope.create_deliverable": lambda w: {"project_id": w.project, "title": "Import"},
    "scope.update_deliverable": lambda w: {"deliverable_id": w.deliverable, "in_scope": False},
    "scope.move_deliverable": lambda w: {
        "deliverable_id": w.second_deliverable, "direction": "up",
    },
    "scope.delete_deliverable": lambda w: {"deliverable_id": w.deliverable},
    "scope.create_criterion": lambda w: {
        "project_id": w.project, "text": "Data complete", "result": "passed",
    },
    "scope.update_criterion": lambda w: {"criterion_id": w.criterion, "result": "failed"},
    "scope.check_criterion": lambda w: {
        "criterion_id": w.criterion, "result": CriterionResult.PASSED, "evidence": "Seen",
        "by": "Guo Wei",
    },
    "scope.move_criterion": lambda w: {"criterion_id": w.criterion, "direction": "down"},
    "scope.delete_criterion": lambda w: {"criterion_id": w.criterion},
    "defects.create": lambda w: {"project_id": w.project, "title": "Report empty"},
    "defects.update": lambda w: {"defect_id": w.defect, "owner": "Lin Yue"},
    "defects.done": lambda w: {"defect_id": w.defect},
    "defects.plan_items": lambda w: {"project_id": w.project},
    "defects.delete": lambda w: {"defect_id": w.defect},
    "meeting_entries.record_item": lambda w: {
        "meeting_id": w.held, "title": "Send the file", "side": "customer",
    },
    "meeting_entries.enter_row": lambda w: {"meeting_id": w.held, "row_id": w.row["users"]},
    "meeting_entries.record_decision": lambda w: {"meeting_id": w.held, "what": "Go on"},
    "meeting_entries.record_risk": lambda w: {"meeting_id": w.held, "title": "Peak season"},
    "meeting_entries.record_objection": lambda w: {"meeting_id": w.held, "text": "Too dear"},
    "meeting_entries.move": lambda w: {"entry_id": w.entry, "direction": "down"},
    "meeting_entries.remove": lambda w: {"entry_id": w.entry},
    "templates.put": lambda w: {"text": TOML.replace("Two rows", "Two rows of ours")},
    "templates.delete": lambda w: {"code": "own"},
    "users.create": lambda w: {"name": "Yun Qi", "role": "support"},
    "users.update": lambda w: {"user_id": w.user, "active": False},
    "workspace.set_accent": lambda w: {"colour": "#0B6E4F"},
    "workspace.update": lambda w: {"support_mail": "help@rotalane.example"},
}  # fmt: skip
BEFORE: Mapping[str, tuple[str, Arguments]] = {
    "contacts.plan_onboarding": (
        "contacts.leave", lambda w: {"contact_id": w.contact, "successor_id": w.successor},
    ),
    **{
        f"agendas.{name}": ("agendas.apply", lambda w: {"meeting_id": w.meeting})
        for name in ("add", "update", "check", "move", "reorder", "delete")
    },
    **{
        f"series.{name}": (
            "series.create",
            lambda w: {"customer_id": w.customer, "start": TODAY, "contact_ids": [w.contact]},
        )
        for name in ("update", "reschedule", "end", "delete", "join", "part", "change")
    },
    "consents.withdraw": (
        "consents.record",
        lambda w: {"customer_id": w.customer, "given_by": "Guo Wei", "covers": "Website"},
    ),
    "calendars.follow_customer": (
        "calendars.set_week",
        lambda w: {"customer_id": w.customer, "third": True, "country": "", "week": "1111110"},
    ),
    "calendars.delete_days_off": (
        "calendars.put_days_off", lambda w: {"customer_id": w.customer, "first": DAY},
    ),
    "mail_templates.reset": (
        "mail_templates.put", lambda w: {**MAIL, "subject": "{project}", "body": "{greeting}"},
    ),
    "projects.resume": (
        "projects.hold", lambda w: {"project_id": w.other_project, "reason": "Owner change"},
    ),
    "projects.finish": (
        "projects.record_acceptance",
        lambda w: {"project_id": w.other_project, "result": AcceptanceResult.ACCEPTED},
    ),
}  # fmt: skip


@cache
def all_commands() -> Mapping[str, Callable[..., object]]:
    """Return every public function of the command modules that takes a store."""
    found = {}
    for info in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"{commands.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and parameters and parameters[0].name == "store":
                found[f"{info.name}.{name}"] = function
    return {key: f for key, f in found.items() if key.partition(".")[0] not in ELSEWHERE}


def test_every_command_has_a_sample() -> None:
    assert set(SAMPLES) == set(all_commands())


def test_every_command_takes_keywords_only_and_says_what_it_does() -> None:
    for key, function in all_commands().items():
        assert function.__doc__, key
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            assert parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD), key


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_undo_redo_and_undo_after_restart(
    key: str, world_file: tuple[Path, World], tmp_path: Path
) -> None:
    source, world = world_file
    path = tmp_path / "copy.csdesk"
    shutil.copyfile(source, path)
    functions = all_commands()
    store = Store.open(path, clock=CLOCK, backups=False)
    try:
        if key in BEFORE:
            first, arguments = BEFORE[key]
            functions[first](store, **arguments(world))
        before = snapshot(store)
        entries = len(store.history(limit=1000))

        functions[key](store, **SAMPLES[key](world))

        after = snapshot(store)
        assert after != before, "the command changed nothing"
        (entry, *_), count = store.history(limit=1000), len(store.history(limit=1000))
        assert count == entries + 1
        for language in LANGUAGES:
            label = command_label(Translator(language), entry.label, entry.params)
            assert label
            assert label != entry.label
        assert entry.label in COMMAND_LABELS

        store.undo()
        assert snapshot(store) == before
        store.redo()
        assert snapshot(store) == after
        store.close()
        store = Store.open(path, clock=CLOCK, backups=False)
        store.undo()
        assert snapshot(store) == before
        assert store.verify_journal() == []
    finally:
        store.close()
