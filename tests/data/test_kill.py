"""A process killed in the middle of edits loses nothing that it had acknowledged."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from csdesk.data import backup
from csdesk.data.cipher import can_encrypt
from csdesk.data.store import Store
from csdesk.domain.records import Customer, PlanRow, Setting
from tests.support import CLOCK, make_customer, make_project, make_store

ROUNDS = 50 if os.environ.get("CSDESK_LONG") else 5
EDIT = """
import sys
from csdesk.data.store import Store
from csdesk.domain.records import Customer, PlanRow, Setting
store = Store.open(sys.argv[1], backups=False, password=sys.argv[2])
with store.read() as reader:
    number = reader.get(Setting, 1).value
    rows = reader.find(PlanRow)
while True:
    number += 1
    with store.write("edit", n=number) as unit:
        unit.update(Setting, 1, value=number)
        unit.update_all(PlanRow, {row.id: {"title": f"{number} " * 40} for row in rows})
        unit.update(Customer, 1, name=f"Name {number}")
    print(number, flush=True)
"""
CHILD = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.parametrize("password", ["", "correct horse"])
def test_no_acknowledged_edit_is_lost(tmp_path: Path, password: str) -> None:
    if password and not can_encrypt():
        pytest.skip("sqlcipher3 has no wheel here")
    workspace_path = tmp_path / "test.csdesk"
    store = make_store(workspace_path, password=password)
    customer = make_customer(store)
    make_project(store, customer.id, items=20)
    with store.write("count") as unit:
        unit.add(Setting(key="count", value=0))
    entries = len(store.history())
    store.close()
    counted = 0
    for turn in range(ROUNDS):
        acknowledged = _edit_until_killed(workspace_path, password, random.Random(turn))
        if turn % 2:
            assert backup.check(workspace_path, password).problems == ()
        opened = Store.open(workspace_path, clock=CLOCK, backups=False, password=password)
        with opened.read() as reader:
            stored = reader.get(Setting, 1).value
            name = reader.get(Customer, customer.id).name
            titles = {row.title for row in reader.find(PlanRow)}
        opened.close()
        counted = max(counted, acknowledged)
        # One more may be stored than the child came round to say.
        assert stored in {counted, counted + 1}
        assert isinstance(stored, int)
        assert name == f"Name {stored}"
        assert titles == {f"{stored} " * 40}
        counted = stored
    report = backup.check(workspace_path, password)
    assert report.problems == ()
    assert report.entries == entries + counted
    print(f"{ROUNDS} kills, {counted} acknowledged commits, none lost")


def _edit_until_killed(path: Path, password: str, chance: random.Random) -> int:
    """Let a child edit, kill it at some moment, return the last number that it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-c", EDIT, str(path), password],
        stdout=subprocess.PIPE,
        text=True,
        env=CHILD,
    )
    assert child.stdout is not None
    said = [child.stdout.readline()]
    killer = threading.Timer(chance.uniform(0.01, 0.3), child.kill)
    killer.start()
    said += child.stdout.readlines()
    killer.join()
    child.wait(timeout=30)
    child.stdout.close()
    whole = [line for line in said if line.endswith("\n")]
    return int(whole[-1])
