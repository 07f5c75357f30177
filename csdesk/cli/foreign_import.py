"""`csdesk import tracker` on a spreadsheet that csdesk did not write."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.cli.context import Call
from csdesk.cli.wide_text import columns_of, cut
from csdesk.domain.codes import Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import STATUS_LABELS

if TYPE_CHECKING:
    from csdesk.app.handle import Reader, Store
    from csdesk.app.imports.foreign_book import ForeignBook
    from csdesk.app.imports.foreign_lists import ListPreview
    from csdesk.app.imports.foreign_mapping import SheetMap
    from csdesk.app.imports.foreign_plan import ForeignPreview
    from csdesk.app.imports.foreign_rows import Asked, Told
    from csdesk.app.imports.foreign_session import Wish
    from csdesk.app.imports.foreign_table import ForeignTable
    from csdesk.domain.records import Json

_SHOWN = 40
_WIDEST = 44
_BY = {
    "name": N_("by its name"),
    "values": N_("by its values"),
    "hand": N_("as you say"),
    "remembered": N_("as last time"),
}
_ANSWERS = {
    "no_year": "--year YYYY",
    "which_week": "--weeks year|project",
    "date_ambiguous": "--date-order mdy|dmy",
}
_AS = frozenset({"new", "update"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignAsk:
    """What the command line says about a foreign file. `way` is `new`, `update` or empty."""

    wish: "Wish"
    way: str
    customer: str | None
    name: str
    accept: str
    dry_run: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Understood:
    """A foreign file as it was understood (see `foreign_session.understood`), and whose it is."""

    table: "ForeignTable"
    mapping: "SheetMap"
    origin: str
    ask: ForeignAsk
    customer_id: int
    project_id: int | None


def way_of(call: Call, as_new: bool, as_update: bool) -> str:
    """Return `new`, `update` or "": of two flags, or of `--as new`, which names no person."""
    if as_new and as_update:
        raise UserError("new_or_update", N_("Say either --new or --update."))
    if as_new or as_update:
        return "new" if as_new else "update"
    return call.actor if call.actor in _AS else ""


def opened_foreign(call: Call, file: Path) -> "ForeignBook | None":
    """Return the spreadsheet, None for a tracker that carries our mark and is read elsewhere."""
    from csdesk.app.imports.foreign_session import carries_our_mark, open_foreign

    if file.is_file() and carries_our_mark(file):
        return None
    return open_foreign(file, call.progress())


def take_foreign(call: Call, store: "Store", book: "ForeignBook", ask: ForeignAsk) -> None:
    """Say what a foreign file is understood as, and take it in."""
    from csdesk.app.imports.foreign_session import understood

    if ask.customer is None and call.project is None:
        raise UserError(
            "foreign_customer",
            N_("{file} was not written by csdesk: say whose it is with --customer."),
            file=book.file_name,
        )
    with store.read() as reader:
        customer_id, project_id = call.find_place(reader, ask.customer)
    assert customer_id is not None  # noqa: S101  (one of the two was named)
    table, mapping, origin = understood(store, book, ask.wish)
    if book.guessed:
        call.warn(
            call.words.text(
                "The file is read as {encoding}; if names look wrong, say --encoding.",
                encoding=book.encoding,
            )
        )
    file = _Understood(
        table=table, mapping=mapping, origin=origin, ask=ask, customer_id=customer_id,
        project_id=project_id,
    )  # fmt: skip
    (_take_plan if mapping.kind == "plan" else _take_list)(call, store, file)


def _take_plan(call: Call, store: "Store", file: _Understood) -> None:
    from csdesk.app.commands.foreign_import import apply_plan
    from csdesk.app.imports.foreign_plan import plan_foreign, project_to_update
    from csdesk.app.imports.foreign_reading import read_plan

    table, ask, project_id = file.table, file.ask, file.project_id
    read = read_plan(table, file.mapping, store.today())
    if ask.way == "new" and project_id is not None:
        raise UserError(
            "new_or_update", N_("A new project has no --project: say either --new or --project.")
        )
    if project_id is None and ask.way != "new":
        with store.read() as reader:
            found = project_to_update(reader, table, read, file.customer_id)
        project_id = None if found is None else found.id
        if project_id is None and ask.way == "update":
            raise UserError(
                "foreign_no_update",
                N_(
                    "No project of this customer came from a file like {file}. Name it with "
                    "--project, or take the file in as a new one with --new."
                ),
                file=table.file_name,
            )
    preview = plan_foreign(
        store, table, file.mapping, read, customer_id=file.customer_id, project_id=project_id,
        name=ask.name, theirs=ask.accept == "all", origin=file.origin,
    )  # fmt: skip
    _check_cells(ask, preview.asked)
    stored = not ask.dry_run and ask.accept != "none"
    data = _plan_json(call, preview)
    if stored:
        made = apply_plan(store, preview=preview, progress=call.progress())
        if made.project is not None:
            data |= {"id": made.project.id, "code": made.project.code, "name": made.project.name}
    data["stored"] = stored
    call.answer(data, "\n".join(_plan_lines(call, preview, stored=stored)))
    _say(call, preview.asked, preview.told)


def _plan_json(call: Call, preview: "ForeignPreview") -> "dict[str, Json]":
    words = call.words
    data = preview.project.as_json(words)
    dates = data["dates"]
    data |= _file_json(preview.table, preview.mapping, preview.origin)
    data |= {
        "read": preview.read.read,
        "phases": data["summaries"],
        "plan": preview.read.as_json(),
        "year": preview.read.year,
        "asked": [one.as_json(words) for one in preview.asked],
        "told": [one.as_json(words) for one in preview.told],
        "not_rows": [
            {"row": row, "text": text, "code": why} for row, text, why in preview.read.left_out
        ],
        "alike": [
            {"row": row, "title": title, "ours": ours, "score": score}
            for row, title, ours, score in preview.alike
        ],
        "conflicts": [
            {
                "row": one.row, "title": one.title, "field": one.column, "ours": str(one.ours),
                "theirs": str(one.theirs),
            }
            for one in preview.kept
        ],
        "changes": [
            {"title": row.row.title, "fields": _names(sorted(row.changes))}
            for row in preview.project.rows
            if row.changes
        ],
        "dates": dates,
    }  # fmt: skip
    return data


def _names(names: Sequence[str]) -> "list[Json]":
    return list(names)


def _file_json(table: "ForeignTable", mapping: "SheetMap", origin: str) -> "dict[str, Json]":
    from csdesk.app.imports.header import column_letter

    return {
        "kind": mapping.kind,
        "file": table.file_name,
        "sheet": table.sheet.name,
        "header_rows": list(table.head),
        "mapping_from": origin,
        "columns": [
            {
                "column": column_letter(one.at), "name": one.name,
                "field": mapping.fields.get(one.at), "by": mapping.by.get(one.at),
                "filled": one.filled, "hidden": one.hidden,
            }
            for one in table.columns
            if one.name or one.at in mapping.fields
        ],
    }  # fmt: skip


def _plan_lines(call: Call, preview: "ForeignPreview", *, stored: bool) -> list[str]:
    words, project = call.words, preview.project
    lines = _file_lines(call, preview.table, preview.mapping)
    lines.append("")
    heads = [words.text(text) for text in _ROW_HEADS]
    shown = [
        [
            str(row.row) if row.row else "",
            "  " * (row.level - 1) + row.title,
            words.text(_kind(row.summary, row.milestone)),
            row.start.isoformat() if row.start else "",
            row.finish.isoformat() if row.finish else "",
            "" if row.minutes is None or row.summary else f"{row.minutes / 480:g}",
            words.text(STATUS_LABELS[Status(row.status)]) if row.status else "",
            ", ".join(row.owners),
        ]
        for row in preview.read.rows
    ]
    lines += _grid([heads, *shown[:_SHOWN]])
    if len(shown) > _SHOWN:
        lines.append(words.text("  … and {n} more; --json lists all.", n=len(shown) - _SHOWN))
    lines.append("")
    facts = project.as_json(words)
    lines.append(
        words.text(
            "{name}: {rows} rows ({summaries} phases and groups, {milestones} milestones), {links} "
            "links, {lags} of them with a lag.",
            **{k: facts[k] for k in ("name", "rows", "summaries", "milestones", "links", "lags")},
        )
    )
    if project.mode == "update":
        lines.append(
            words.text(
                "{new} new, {changed} changed, {unchanged} unchanged; not in the file: {gone}.",
                new=project.count("new"),
                changed=project.count("changed"),
                unchanged=project.count("same"),
                gone=len(project.gone_rows),
            )
        )
        lines += _change_lines(call, preview)
    for one in project.rows:
        if one.moved and one.driver:
            lines.append(
                words.text(
                    "  “{title}” is to end on {day}, which its predecessor “{driver}” does not "
                    "allow; the date stays.",
                    title=one.row.title,
                    day=words.date(one.in_file[1]) if one.in_file[1] else "",
                    driver=one.driver,
                )
            )
    return [*lines, _ended(call, stored=stored, writes=project.writes)]


def _change_lines(call: Call, preview: "ForeignPreview") -> list[str]:
    words = call.words
    lines = []
    for one in preview.project.rows:
        stored = one.known
        if stored is None or not one.changes:
            continue
        parts = [
            f"{name}: {_plain(getattr(stored, name))} → {_plain(value)}"
            for name, value in sorted(one.changes.items())
            if name not in ("position", "source_uid", "parent_id")
        ]
        if parts:
            lines.append(f"  ~ {stored.title}  {'; '.join(parts)}")
    lines += [
        words.text("  row {row}: taken as “{ours}” ({score})", row=row, ours=ours, score=f"{n:.2f}")
        for row, _, ours, n in preview.alike
    ]
    lines += [f"  - {row.title}" for row in preview.project.gone_rows]
    return lines[:_SHOWN]


def _plain(value: object) -> str:
    return "-" if value in (None, "") else str(value)


_ROW_HEADS = (
    N_("Row"), N_("Name or title"), N_("Kind"), N_("Start"), N_("Target date"), N_("Days"),
    N_("Status"), N_("Owner"),
)  # fmt: skip


def _kind(summary: bool, milestone: bool) -> str:
    return N_("phase") if summary else N_("milestone") if milestone else N_("item")


def _file_lines(call: Call, table: "ForeignTable", mapping: "SheetMap") -> list[str]:
    """Say which sheet and rows of it were read, and what each column holds."""
    from csdesk.app.imports.foreign_words import LABELS
    from csdesk.app.imports.header import column_letter

    words = call.words
    kinds = {
        "plan": N_("a plan"), "risks": N_("a list of risks"), "contacts": N_("a list of people"),
        "decisions": N_("a list of decisions"),
    }  # fmt: skip
    lines = [
        words.text(
            "{file}, sheet “{sheet}”: {kind}; column names in row {row}.",
            file=table.file_name,
            sheet=table.sheet.name,
            kind=words.text(kinds[mapping.kind]),
            row="–".join(str(row) for row in {table.head[0], table.head[-1]})
            if len(set(table.head)) > 1
            else table.head[0],
        )
    ]
    rows = [
        [
            column_letter(one.at),
            one.name or "-",
            words.text(LABELS.get(mapping.fields[one.at], "")) or mapping.fields[one.at],
            mapping.fields[one.at],
            words.text(_BY[mapping.by.get(one.at, "name")]),
        ]
        for one in table.columns
        if one.at in mapping.fields and mapping.fields[one.at] != "stake"
    ]
    return [*lines, *_grid(rows)]


def _grid(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as indented lines with columns under each other; long cells are cut."""
    cells = [[cut(cell, _WIDEST) for cell in row] for row in rows]
    return [f"  {line}" for line in columns_of(cells)]


def _ended(call: Call, *, stored: bool, writes: int) -> str:
    words = call.words
    if not stored:
        return words.text("This was a trial: nothing is stored.")
    if writes:
        return words.text("Stored. One csdesk undo takes all of it back.")
    return words.text("There was nothing to store.")


def _say(call: Call, asked: "Sequence[Asked]", told: "Sequence[Told]") -> None:
    """Say on stderr what is asked, with row and guess, and what is to know."""
    if call.as_json:
        return
    words = call.words
    if told:
        call.warn(words.text("To know about the file:"))
        for note in told:
            call.warn(f"  {note.text(words)}")
            if note.code == "second_table":
                call.warn(words.text("  To read it: --header-row {row}.", row=note.params["row"]))
    if not asked:
        return
    open_ones = sum(not one.taken for one in asked)
    call.warn(
        words.plural(
            "{n} cell is left open; what was written stands in the row's note:",
            "{n} cells are left open; what was written stands in the rows' notes:",
            open_ones,
        )
        if open_ones
        else words.text("Guesses that were taken over:")
    )
    for one in asked[:_SHOWN]:
        line = words.text(
            "  row {row}, {cell} “{value}”: {reason}",
            row=one.row, cell=one.cell, value=one.written, reason=one.text(words),
        )  # fmt: skip
        if one.guess:
            line += " " + words.text("Probably {guess}.", guess=one.guess.replace("/", " – "))
        call.warn(line)
    if len(asked) > _SHOWN:
        call.warn(words.text("  … and {n} more; --json lists all.", n=len(asked) - _SHOWN))
    if any(one.guess and not one.taken for one in asked):
        call.warn(words.text("--accept-guesses takes these guesses over, --accept-guess CELL one."))
    answers = [_ANSWERS[code] for code in _ANSWERS if any(a.fault == code for a in asked)]
    if answers:
        call.warn(words.text("What answers it: {options}.", options=words.join(answers)))


def _take_list(call: Call, store: "Store", file: _Understood) -> None:
    from csdesk.app.commands.foreign_import import apply_list
    from csdesk.app.imports.foreign_lists import plan_list

    ask = file.ask
    with store.read() as reader:
        preview = plan_list(
            reader, file.table, file.mapping, customer_id=file.customer_id,
            project_id=file.project_id or _only_project(reader, file.customer_id),
            today=store.today(), origin=file.origin,
        )  # fmt: skip
    _check_cells(ask, preview.asked)
    stored = not ask.dry_run and ask.accept != "none" and preview.writes > 0
    if stored:
        apply_list(store, preview=preview, progress=call.progress())
    data = _list_json(call, preview)
    data["stored"] = stored
    call.answer(data, "\n".join(_list_lines(call, preview, ask, stored=stored)))
    if not preview.read:
        call.warn(call.words.text("The file has no rows below the names of its columns."))
    _say(call, preview.asked, preview.told)


def _check_cells(ask: ForeignAsk, asked: "Sequence[Asked]") -> None:
    """Refuse a guess of a cell that has none, before anything is stored."""
    unknown = ask.wish.otherwise - {one.cell for one in asked if one.guess}
    if unknown:
        raise UserError(
            "foreign_no_guess",
            N_("There is nothing to guess at {cells}: see the list on stderr of a --dry-run."),
            cells=", ".join(sorted(unknown)),
        )


def _only_project(reader: "Reader", customer_id: int) -> int | None:
    from csdesk.domain.records import Project

    found: list[Project] = reader.find(Project, customer_id=customer_id)
    return found[0].id if len(found) == 1 else None


def _list_json(call: Call, preview: "ListPreview") -> "dict[str, Json]":
    data = _file_json(preview.table, preview.mapping, preview.origin)
    data |= {
        "read": preview.read,
        "new": preview.count("new"),
        "changed": preview.count("changed"),
        "unchanged": preview.count("same"),
        "entries": [
            {
                "row": one.row, "entry": type(one.record).__name__.casefold(),
                "title": _title(one.record), "change": one.change,
            }
            for one in preview.rows
        ],
        "not_rows": [
            {"row": row, "text": text, "code": why} for row, text, why in preview.left_out
        ],
        "asked": [one.as_json(call.words) for one in preview.asked],
        "told": [one.as_json(call.words) for one in preview.told],
    }  # fmt: skip
    return data


def _title(record: object) -> str:
    return str(
        getattr(record, "title", "") if not hasattr(record, "mail") else getattr(record, "name", "")
    ) or str(getattr(record, "what", ""))


def _list_lines(call: Call, preview: "ListPreview", ask: ForeignAsk, *, stored: bool) -> list[str]:
    words = call.words
    lines = _file_lines(call, preview.table, preview.mapping)
    lines.append("")
    lines += [f"  {one.row}  {_title(one.record)}" for one in preview.rows[:_SHOWN]]
    lines.append(
        words.text(
            "{read} rows: {new} new, {changed} changed, {unchanged} unchanged, {out} left out.",
            read=preview.read,
            new=preview.count("new"),
            changed=preview.count("changed"),
            unchanged=preview.count("same"),
            out=len(preview.left_out),
        )
    )
    trial = ask.dry_run or ask.accept == "none"
    return [*lines, _ended(call, stored=not trial, writes=preview.writes if stored else 0)]
