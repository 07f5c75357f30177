"""Plans made by hypothesis, and a measure that needs no font."""

from datetime import date

from hypothesis import strategies as st

from csdesk.domain.codes import LinkType, Side
from csdesk.layout.chart import ChartRow, Look, Shape
from csdesk.layout.labels import LabelText
from csdesk.layout.links import ChartLink

DAY = date(2026, 11, 2).toordinal()


def measure(text: str, bold: bool) -> float:
    """Six pixels a letter, seven when bold."""
    return len(text) * (7.0 if bold else 6.0)


def label(row: ChartRow) -> LabelText:
    """Name a row by its id."""
    return LabelText(f"row {row.row_id}", bold=row.shape is Shape.VALUE, edge="27 Oct")


@st.composite
def chart_rows(draw: st.DrawFn, most: int = 30) -> list[ChartRow]:
    """Return rows of every shape, some without dates, some with ghosts."""
    rows = []
    for row_id in range(1, draw(st.integers(1, most)) + 1):
        start = DAY + draw(st.integers(-40, 90))
        finish = start + draw(st.integers(0, 40))
        base = draw(st.none() | st.integers(DAY - 30, DAY + 90))
        old = draw(st.none() | st.integers(DAY - 30, DAY + 90))
        dated = draw(st.integers(0, 9)) > 0
        rows.append(
            ChartRow(
                row_id=row_id,
                shape=draw(st.sampled_from(Shape)),
                start=start if dated else None,
                finish=finish if dated else None,
                side=draw(st.sampled_from(Side)),
                look=draw(st.sampled_from(Look)),
                progress=draw(st.integers(0, 100)),
                critical=draw(st.booleans()),
                base_start=base,
                base_finish=None if base is None else base + 3,
                old_start=old,
                old_finish=None if old is None else old + 2,
            )
        )
    return rows


@st.composite
def chart_links(draw: st.DrawFn, count: int) -> list[ChartLink]:
    """Return links between any two different rows out of `count`."""
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    pairs = draw(st.lists(ends, max_size=40))
    return [
        ChartLink(number, before, after, draw(st.sampled_from(LinkType)), draw(st.booleans()))
        for number, (before, after) in enumerate(pairs)
        if before != after
    ]
