"""A plan template written back as TOML, in the form that `parse_template` reads."""

from collections.abc import Iterator, Mapping

from csdesk.domain.codes import Language, LinkType, MilestoneKind, Priority, RowKind, Visibility
from csdesk.domain.templates import PlanTemplate, TemplateLink, TemplateRow


def template_to_toml(template: PlanTemplate) -> str:
    """Return the template as TOML; parsing it gives an equal template."""
    lines = [f"code = {_quoted(template.code)}"]
    lines += _texts("title", template.titles)
    lines += _texts("description", template.descriptions)
    for row in template.rows:
        lines += ["", "[[rows]]", *_row_lines(row)]
    return "\n".join(lines) + "\n"


def _row_lines(row: TemplateRow) -> Iterator[str]:
    yield f"code = {_quoted(row.code)}"
    if row.kind is not RowKind.ITEM:
        yield f"kind = {_quoted(row.kind.value)}"
    if row.parent is not None:
        yield f"in = {_quoted(row.parent)}"
    yield from _texts("title", row.titles)
    if row.milestone not in (None, MilestoneKind.OTHER):
        yield f"milestone = {_quoted(row.milestone.value)}"
    if row.kind is RowKind.ITEM:
        yield f"{'calendar_days' if row.calendar_days else 'days'} = {row.duration}"
    if row.start is not None:
        yield f'start = "{row.start.days}{"c" if row.start.calendar_days else ""}"'
    if row.after:
        yield f"after = [{', '.join(_quoted(_link(link)) for link in row.after)}]"
    if not row.kind.is_summary:
        yield f"owner = {_quoted(f'{row.side.value}:{row.role}' if row.role else row.side.value)}"
    if row.leads_to is not None:
        yield f"leads_to = {_quoted(row.leads_to)}"
    if row.visibility is Visibility.INTERNAL:
        yield "internal = true"
    if row.priority is not Priority.IMPORTANT:
        yield f"priority = {_quoted(row.priority.value)}"
    if row.we_can_do:
        yield "we_can_do = true"
    yield from _texts("instructions", row.instructions)


def _texts(name: str, texts: Mapping[Language, str]) -> list[str]:
    return [
        f"{name}.{language.value} = {_quoted(texts[language])}"
        for language in Language
        if language in texts
    ]


def _link(link: TemplateLink) -> str:
    kind = "" if link.type is LinkType.FS else link.type.value
    lag = f"{link.lag:+d}{'c' if link.lag_calendar_days else ''}" if link.lag else ""
    return f"{link.row} {kind}{lag}".rstrip()


def _quoted(text: str) -> str:
    """Return `text` as a basic TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    safe = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped)
    return f'"{safe}"'
