"""Opening, making, checking, backing up and restoring workspaces, for window and command line.

The data layer is imported when first needed: importing it costs more than the rest of the start.
"""

import getpass
import locale
import unicodedata
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
    from csdesk.data.backup_contents import BackupContents as BackupContents  # noqa: PLC0414  (for the window)
    from csdesk.data.store import Store

SUFFIX = ".csdesk"
LEAST_PASSWORD = 8  # characters


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


def can_encrypt() -> bool:
    """Whether a workspace can be protected with a password on this system."""
    from csdesk.data import cipher

    return cipher.can_encrypt()


def is_encrypted(path: Path) -> bool:
    """Whether a file may be a workspace that opens with a password only."""
    from csdesk.data import identity

    return identity.is_encrypted(path)


def open_workspace(
    path: Path | str, *, actor: str | None = None, clock: Clock, password: str = ""
) -> "Store":
    """Open a workspace in the name of `actor` (default its first user)."""
    from csdesk.data.store import Store

    return Store.open(path, actor=actor, clock=clock, password=password)


def create_workspace(
    path: Path, facts: NewWorkspace, *, clock: Clock, password: str = ""
) -> "Store":
    """Make a new workspace; an existing file and facts that cannot be true are refused.

    With a password the file and its backups are encrypted.
    """
    from csdesk.data.store import Store

    if password:
        checked_password(password)
    mail = checked_mail(facts.mail)
    workspace = Workspace(
        uid=uuid.uuid4().hex,
        company=facts.company.strip(),
        language=facts.language,
        country=checked_country(facts.country),
        currency=checked_currency(facts.currency),
        timezone=checked_zone(facts.timezone),
        stage=facts.stage,
        support_mail=mail,
        created_at=clock.now(),
    )
    user = User(name=facts.user, mail=mail)
    return Store.create(path, workspace, user, clock=clock, password=password)


def workspace_file(path: Path) -> Path:
    """Return the file that a new workspace gets: `.csdesk` is appended where no ending stands.

    Raises `UserError` for another ending, by which the file would not be found again.
    """
    ending = path.suffix
    if ending.casefold() == SUFFIX:
        return path
    if len(ending) > 1 and " " not in ending:
        raise UserError(
            "workspace_ending",
            N_("A workspace ends in .csdesk, not in {ending}: write {sample}."),
            ending=ending,
            sample=path.with_suffix(SUFFIX).name,
        )
    return path.with_name(path.name.rstrip(".") + SUFFIX)


def checked_mail(text: str) -> str:
    """Return a mail address without blanks around it, or "" for none."""
    from csdesk.domain.mail import is_mail

    mail = text.strip()
    if mail and not is_mail(mail):
        raise UserError(
            "mail_wrong",
            N_("{mail} is no mail address; write it like name@company.example."),
            mail=mail,
        )
    return mail


def checked_company(text: str) -> str:
    """Return our company's name without blanks around it; an empty one is refused."""
    name = text.strip()
    if not name:
        raise UserError("company_empty", N_("Type the name of your company first."))
    return name


def checked_password(text: str) -> str:
    """Return the password of a workspace to be made; one that is soon guessed is refused."""
    if len(unicodedata.normalize("NFC", text)) < LEAST_PASSWORD:
        raise UserError(
            "password_short",
            N_("The password is too short: it needs at least {least} characters."),
            least=LEAST_PASSWORD,
        )
    return text


def checked_currency(code: str) -> str:
    """Return the code of a currency in capitals."""
    from csdesk.domain.money import is_currency

    if not is_currency(code.upper()):
        raise UserError(
            "currency_unknown",
            N_("{currency} is no currency; write its three letters, such as EUR."),
            currency=code,
        )
    return code.upper()


def checked_zone(name: str) -> str:
    """Return the name of a time zone as it is written, whatever its case was."""
    from zoneinfo import available_timezones

    zones = {zone.casefold(): zone for zone in available_timezones()}
    if name.casefold() not in zones:
        raise UserError(
            "timezone_unknown",
            N_("{zone} is no time zone; write it like Asia/Shanghai or Europe/Berlin."),
            zone=name,
        )
    return zones[name.casefold()]


def checked_country(code: str) -> str:
    """Return the code of a country in capitals."""
    from csdesk.app.fields import is_country

    if not is_country(code.upper()):
        raise UserError(
            "country_unknown",
            N_("{country} is no country; write its two letters, such as DE."),
            country=code,
        )
    return code.upper()


def check_workspace(path: Path, *, clock: Clock, password: str = "") -> CheckReport:
    """Open a workspace as it stands and check the file, the journal's chain and the counts."""
    from csdesk.data.backup import integrity_problems
    from csdesk.data.store import Store
    from csdesk.domain.records import Customer

    store = Store.open(path, clock=clock, backups=False, password=password)
    key = store.password
    try:
        problems = list(store.verify_journal())
        with store.read() as reader:
            customers = reader.count(Customer)
        entries = len(store.history(limit=1_000_000))
    finally:
        store.close()
    return CheckReport(
        path=path,
        problems=(*integrity_problems(path, key), *problems),
        customers=customers,
        journal_entries=entries,
    )


def backup_workspace(
    path: Path,
    *,
    folder: Path | None = None,
    clock: Clock,
    progress: Progress | None = None,
    password: str = "",
) -> Path:
    """Write a checked backup of a workspace and return its file."""
    from csdesk.data.backup import back_up_store
    from csdesk.data.store import Store

    store = Store.open(path, clock=clock, backups=False, password=password)
    try:
        return back_up_store(store, "asked", folder=folder, progress=progress).path
    finally:
        store.close()


def restore_workspace(backup: Path, target: Path, *, password: str = "") -> Path | None:
    """Put a backup in the place of a workspace; returns where the former file is now, if any."""
    from csdesk.data.backup import restore

    return restore(backup, target, password)


def see_backup(backup: Path, *, password: str = "") -> "BackupContents":
    """Check a backup and count what it holds, before anything is replaced by it."""
    from csdesk.data.backup_contents import contents

    return contents(backup, password)
