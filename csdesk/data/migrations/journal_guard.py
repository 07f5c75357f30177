"""Triggers that keep the journal as it was written: no delete, no change but a purge."""

from alembic import op

_FROZEN = ("entry_id", "position", "entity", "row_id", "customer_id", "action", "payload_hash")


def guard_journal() -> None:
    """Create the triggers on SQLite or PostgreSQL."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _same(distinct: str) -> str:
    return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in _FROZEN)


def _sqlite() -> None:
    stop = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    op.execute(f"CREATE TRIGGER journal_entry_update BEFORE UPDATE ON journal_entry {stop}")
    op.execute(f"CREATE TRIGGER journal_entry_delete BEFORE DELETE ON journal_entry {stop}")
    op.execute(f"CREATE TRIGGER journal_change_delete BEFORE DELETE ON journal_change {stop}")
    op.execute(
        "CREATE TRIGGER journal_change_update BEFORE UPDATE ON journal_change "
        "WHEN NOT NEW.purged OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL "
        f"OR {_same('IS NOT')} {stop}"
    )


def _postgresql() -> None:
    op.execute(
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
    )
    stop = "FOR EACH ROW {when} EXECUTE FUNCTION journal_is_append_only()"
    always = stop.format(when="")
    op.execute(
        f"CREATE TRIGGER journal_entry_guard BEFORE UPDATE OR DELETE ON journal_entry {always}"
    )
    op.execute(f"CREATE TRIGGER journal_change_delete BEFORE DELETE ON journal_change {always}")
    changed = (
        "NOT NEW.purged OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL "
        f"OR {_same('IS DISTINCT FROM')}"
    )
    op.execute(
        "CREATE TRIGGER journal_change_guard BEFORE UPDATE ON journal_change "
        + stop.format(when=f"WHEN ({changed})")
    )
