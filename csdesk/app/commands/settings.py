"""Commands on settings: values of the workspace by key."""

from csdesk.data.store import Store
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json, Setting


def put(store: Store, *, key: str, value: Json) -> Setting:
    """Store a value under a key, over the one that is there. Raises `UserError` without a key."""
    name = key.strip()
    if not name:
        raise UserError("setting_key", N_("A setting needs a key: give one such as mail.footer."))
    with store.write("settings.put") as unit:
        known = unit.first(Setting, key=name)
        if known is None:
            return unit.add(Setting(key=name, value=value))
        if known.value == value:
            return known
        return unit.update(Setting, known.id, value=value)


def reset(store: Store, *, key: str) -> bool:
    """Take a value away, so that the default holds again; say whether there was one."""
    with store.write("settings.reset") as unit:
        known = unit.first(Setting, key=key.strip())
        if known is not None:
            unit.delete(Setting, known.id)
        return known is not None


def reset_all(store: Store, *, prefix: str = "") -> int:
    """Take away all values whose key starts with `prefix`; return how many there were."""
    with store.write("settings.reset_all") as unit:
        known = [setting for setting in unit.find(Setting) if setting.key.startswith(prefix)]
        for setting in known:
            unit.delete(Setting, setting.id)
        return len(known)
