"""Opening, making, checking, backing up and restoring workspaces, for window and command line.

The data layer is imported when first needed: importing it costs more than the rest of the start.
"""

import getpass
import locale
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.domain.clock import Clock
from csdesk.domain.codes import CompanyStage, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress
from csdesk.domain.records import User, Workspace
from csdesk.i18n import language_of

if TYPE_CHECKING:
    from csdesk.data.store import Store

SUFFIX = ".csdesk"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewWorkspace:
    """What a new workspace starts with; `system_defaults` fills it from the machine."""

    company: str = ""
    user: str = ""
    mail: str = ""
    language: Language = Language.EN
    country: str = "US"
    currency: str = "USD"
    timezone: str = "UTC"
    stage: CompanyStage = CompanyStage.BASIC


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckReport:
    """What a check of a workspace found; no problems means that it is whole."""

    path: Path
    problems: tuple[str, ...]
    customers: int
    journal_entries: int


def system_defaults() -> NewWorkspace:
    """Return what the machine says about its user: name, language, country, currency, zone."""
    from babel.localtime import LOCALTZ
    from babel.numbers import get_territory_currencies

    tag = locale.getlocale()[0] or "en_US"
    territory = tag.split("_")[1] if "_" in tag else "US"
    currencies = get_territory_currencies(territory) or ["USD"]
    zone = getattr(LOCALTZ, "key", None) or "UTC"
    return NewWorkspace(
        user=_user_name(),
        language=Language(language_of(tag)),
        country=territory,
        currency=currencies[0],
        timezone="UTC" if zone in {"Etc/UTC", "localtime"} else zone,
    )


def _user_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        return "me"
    try:
        import pwd

        full = pwd.getpwnam(name).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):
        full = ""
    return full or name


def open_workspace(path: Path | str, *, actor: str | None = None, clock: Clock) -> "Store":
    """Open a workspace in the name of `actor` (default its first user)."""
    from csdesk.data.store import Store

    return Store.open(path, actor=actor, clock=clock)


def create_workspace(path: Path, facts: NewWorkspace, *, clock: Clock) -> "Store":
    """Make a new workspace; an existing file is refused."""
    from csdesk.data.store import Store
    from csdesk.domain.money import is_currency

    if not is_currency(facts.currency):
        raise UserError(
            "currency_unknown",
            N_("{currency} is no currency; write its three letters, such as EUR."),
            currency=facts.currency,
        )
    _check_zone(facts.timezone)
    _check_country(facts.country)
    workspace = Workspace(
        uid=uuid.uuid4().hex,
        company=facts.company.strip(),
        language=facts.language,
        country=facts.country.upper(),
        currency=facts.currency,
        timezone=facts.timezone,
        stage=facts.stage,
        support_mail=facts.mail,
        created_at=clock.now(),
    )
    return Store.create(path, workspace, User(name=facts.user, mail=facts.mail), clock=clock)


def _check_zone(name: str) -> None:
    from zoneinfo import available_timezones

    if name not in available_timezones():
        raise UserError(
            "timezone_unknown",
            N_("{zone} is no time zone; write it like Asia/Shanghai or Europe/Berlin."),
            zone=name,
        )


def _check_country(code: str) -> None:
    from babel import Locale

    if (
        len(code) != 2
        or code.upper() in {"ZZ", "XA", "XB"}
        or (code.upper() not in Locale("en").territories)
    ):
        raise UserError(
            "country_unknown",
            N_("{country} is no country; write its two letters, such as DE."),
            country=code,
        )


def check_workspace(path: Path, *, clock: Clock) -> CheckReport:
    """Open a workspace as it stands and check the file, the journal's chain and the counts."""
    from csdesk.data.backup import integrity_problems
    from csdesk.data.store import Store
    from csdesk.domain.records import Customer

    store = Store.open(path, clock=clock, backups=False)
    try:
        problems = list(store.verify_journal())
        with store.read() as reader:
            customers = reader.count(Customer)
        entries = len(store.history(limit=1_000_000))
    finally:
        store.close()
    return CheckReport(
        path=path,
        problems=(*integrity_problems(path), *problems),
        customers=customers,
        journal_entries=entries,
    )


def backup_workspace(
    path: Path, *, folder: Path | None = None, clock: Clock, progress: Progress | None = None
) -> Path:
    """Write a checked backup of a workspace and return its file."""
    from csdesk.data.backup import back_up_store
    from csdesk.data.store import Store

    store = Store.open(path, clock=clock, backups=False)
    try:
        return back_up_store(store, "asked", folder=folder, progress=progress).path
    finally:
        store.close()


def restore_workspace(backup: Path, target: Path) -> Path | None:
    """Put a backup in the place of a workspace; returns where the former file is now, if any."""
    from csdesk.data.backup import restore

    return restore(backup, target)
