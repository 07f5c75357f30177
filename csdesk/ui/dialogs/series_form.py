"""A series of meetings: how often, when, where and with whom, its next dates while one chooses."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import series
from csdesk.app.error_text import error_text
from csdesk.app.meeting_text import meeting_name, meets_text, rule_text, why_moved
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.meeting_form import next_common_day
from csdesk.app.queries.series import SeriesDay, SeriesLine, coming_days
from csdesk.app.working_text import WEEKDAYS
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.meeting_series import default_rule, rule_every
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.repeats import Every, pattern_of
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.people_checks import PeopleChecks, people_offered
from csdesk.ui.dialogs.plan_repeat import EVERY
from csdesk.ui.services import Services

WEEKLY, WEEKS, MONTHS, KEPT = "weekly", "weeks", "months", "kept"  # the rhythm
MOST, LONGEST, USUAL = 104, 1440, 45  # steps of a rhythm; minutes, and those unless said
SHOWN = 3  # dates
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class SeriesForm(FormDialog):
    """Makes a series, or changes one from a day on. `open()` it.

    `people` are the boxes of those who can take part, by ("contact" or "user", id).
    """

    def __init__(
        self, services: Services, page: CustomerPage, line: SeriesLine | None, parent: QWidget
    ) -> None:
        words = services.translator
        self._page, self._line = page, line
        self._old: MeetingSeries | None = None if line is None else line.series
        self._ready = self._touched = False
        store, known = services.store, 0 if self._old is None else self._old.id
        super().__init__(
            services,
            words.text("New series of meetings")
            if line is None
            else words.text("Series of meetings"),
            self._fields_of(services),
            self._store,
            remove=None if line is None else lambda: series.delete(store, series_id=known),
            width=540,
            parent=parent,
        )
        self._add_people()
        self._was = self._rhythm()
        self._ready = True
        self.edited.connect(self._on_edited)
        self._look()

    # --- the fields --------------------------------------------------------------------------

    def _fields_of(self, services: Services) -> list[Field]:
        text, old, today = services.translator.text, self._old, self._page.today
        if old is None:  # a day off is no day to meet on week by week
            today = next_common_day(services.store, self._page.customer.id, today)
        rhythm, every, weekday = _parts(old, today)
        rhythms = [
            (WEEKLY, text("every week")),
            (WEEKS, text("every so many weeks")),
            (MONTHS, text("every so many months")),
        ]
        if rhythm == KEPT:
            rhythms.append((KEPT, text("as before, by its own rule")))
        kinds = [(one, text(name)) for one, name in MEETING_KIND_LABELS.items()]
        since = text("From") if old is None else text("Other days from")
        return [
            Field(key="kind", text=text("Kind"), takes=Input.CHOICE, choices=kinds, row=1,
                  value=old.kind if old else MeetingKind.PROGRESS),
            Field(key="title", text=text("What it is called"), value=old and old.title, row=1,
                  stretch=2),
            Field(key="rhythm", text=text("How often"), takes=Input.CHOICE, choices=rhythms,
                  value=rhythm, row=2, stretch=2),
            Field(key="every", text=text("Every"), takes=Input.NUMBER, value=every, row=2),
            Field(key="weekday", text=text("Weekday"), takes=Input.CHOICE, value=weekday, row=2,
                  stretch=2, choices=[(n, text(name)) for n, name in enumerate(WEEKDAYS)]),
            Field(key="since", text=since, takes=Input.DAY, needed=True, value=today, row=3),
            Field(key="at", text=text("Time"), takes=Input.TIME, value=old and old.at, row=3),
            Field(key="minutes", text=text("Minutes"), takes=Input.NUMBER, needed=True, row=3,
                  value=old.minutes if old else USUAL),
            Field(key="place", text=text("Place or link"), value=old and old.place),
        ]  # fmt: skip

    def _add_people(self) -> None:
        """Stand the people below the fields; those of the series who left stay until taken off."""
        members = {} if self._line is None else {_key(one): one for one in self._line.members}
        offered = people_offered(self._page)
        offered |= {
            key: self._words.text("{name} (left)", name=one.name)
            for key, one in members.items()
            if key not in offered
        }
        self._people = PeopleChecks(self._services, self._words.text("People"), offered, self)
        self._people.tick(members)
        self._people.follow(self.inputs["place"])
        self.body.insertWidget(self.body.count() - 2, self._people)
        self.people = self._people.boxes

    def _on_edited(self, key: str) -> None:
        if not self._ready:
            return
        self._ready = False
        if key in ("rhythm", "every"):
            self._touched = True
        elif key == "kind" and self._old is None and not self._touched:
            self._propose()
        self._ready = True
        self._look()

    def _propose(self) -> None:
        """Choose how often this kind is held unless said."""
        rule = default_rule(MeetingKind(str(self.value("kind"))))
        rhythm, every, _ = _parts(MeetingSeries(uid="", customer_id=0, rule=rule, start=_MONDAY))
        self.set_value("rhythm", rhythm)
        self.set_value("every", every)

    # --- what is chosen ----------------------------------------------------------------------

    def _rhythm(self) -> tuple[object, int, object, object]:
        rhythm = self.value("rhythm")
        every = 1 if rhythm in (WEEKLY, KEPT) else self._number("every", MOST)
        return rhythm, every, self.value("weekday"), self.value("since")

    def _days(self) -> tuple[str, date] | None:
        """Return the rule with the day from which it counts, None for the days as they were."""
        rhythm, every, weekday, since = chosen = self._rhythm()
        if not isinstance(since, date):
            raise UserError("series_start", N_("Give the day from which it runs."), field="since")
        if self._old is not None and chosen == self._was:
            return None
        if self._old is not None and chosen[:3] == self._was[:3]:
            return self._old.rule, since
        if rhythm == KEPT and self._old is not None:
            return self._old.rule, since
        ahead = (weekday if isinstance(weekday, int) else 0) - since.weekday()
        first = since + timedelta(ahead % 7)
        if rhythm == MONTHS:
            return rule_every(every, Every.MONTHS, first), since
        day = DAYS[first.weekday()]
        return f"{rule_every(every, Every.WEEKS, first)};BYDAY={day}", since

    def _number(self, key: str, most: int) -> int:
        found = self.value(key)
        number = int(found) if isinstance(found, Decimal) and found == int(found) else 0
        if not 1 <= number <= most:
            raise UserError(
                "repeat_number", N_("Give a number from 1 to {most}."), most=most, field=key
            )
        return number

    def _look(self) -> None:
        """Ask for what the rhythm needs, and say its next dates."""
        rhythm = self.value("rhythm")
        self.show_field("every", shown=rhythm in (WEEKS, MONTHS))
        self.show_field("weekday", shown=rhythm != KEPT)
        if rhythm in (WEEKS, MONTHS):
            step = Every.WEEKS if rhythm == WEEKS else Every.MONTHS
            self.name_field("every", self._words.text(EVERY[step]))
        try:
            lines = [self._words.text("The next dates:"), *map(self._said, self._coming())]
        except UserError as error:
            lines = [error_text(error, self._words)]
        self.say(lines)

    def _coming(self) -> list[SeriesDay]:
        days, old = self._days(), self._old
        project = old.project_id if old is not None else None
        if old is None and len(self._page.open_projects) == 1:
            project = self._page.open_projects[0].project.id
        rule, start = days or (("", self._page.today) if old is None else (old.rule, old.start))
        return coming_days(
            self._services.store, self._page.customer.id, rule=rule, start=start,
            since=self._page.today if days is None else start, project_id=project, ahead=SHOWN,
            language=Language(self._words.language),
        )  # fmt: skip

    def _said(self, one: SeriesDay) -> str:
        said = meets_text(one.meets, self._words)
        return self._words.facts([said, why_moved(one.why, self._words)] if one.why else [said])

    def _store(self, values: Mapping[str, Any]) -> object:
        store, days, old = self._services.store, self._days(), self._old
        told = {key: values[key] for key in ("title", "at", "place")}
        told["kind"] = MeetingKind(str(values["kind"]))
        told["minutes"] = self._number("minutes", LONGEST)
        contacts, users = self._people.contact_ids, self._people.user_ids
        if old is not None:
            rule, since = (None, None) if days is None else days
            return series.change(
                store, series_id=old.id, rule=rule, since=since, contact_ids=contacts,
                user_ids=users, **told,
            )  # fmt: skip
        rule, start = days or ("", self._page.today)
        return series.create(
            store, customer_id=self._page.customer.id, start=start, rule=rule,
            contact_ids=contacts, user_ids=users, **told,
        )  # fmt: skip


def end_form(
    services: Services, page: CustomerPage, line: SeriesLine, parent: QWidget
) -> FormDialog:
    """Return the form that ends a series."""
    words, store, known = services.translator, services.store, line.series
    often = rule_text(known.rule, known.start, words)
    fields = [
        Field(key="on", text=words.text("Last day"), takes=Input.DAY, needed=True, value=page.today,
              hint=words.text("Meetings after it leave the calendar; what was held stays.")),
    ]  # fmt: skip
    return FormDialog(
        services, words.text("End the series"), fields,
        lambda values: series.end(store, series_id=known.id, on=values["on"]),
        accept=words.text("End the series"), parent=parent,
        note=words.facts([meeting_name(known, words), often]),
    )  # fmt: skip


_MONDAY = date(2024, 1, 1)


def _key(member: Any) -> tuple[str, int]:
    if member.contact_id is not None:
        return "contact", member.contact_id
    return "user", member.user_id


def _parts(old: MeetingSeries | None, today: date = _MONDAY) -> tuple[str, int, int]:
    """Return rhythm, steps and weekday of a series; of a new one those of a progress review."""
    if old is None:
        rule, start = default_rule(MeetingKind.PROGRESS), today
    else:
        rule, start = old.rule, old.start
    pattern = pattern_of(f"{rule};COUNT=1", start)
    if pattern is None or pattern.step is Every.DAYS or len(pattern.weekdays) > 1:
        return KEPT, 1, start.weekday()
    weekday = pattern.weekdays[0] if pattern.weekdays else start.weekday()
    if pattern.step is Every.MONTHS:
        return MONTHS, pattern.every, weekday
    return (WEEKLY if pattern.every == 1 else WEEKS), pattern.every, weekday
