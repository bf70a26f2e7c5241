"""Stored sessions that cannot be read or written: each command says what to do, and changes nothing."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from hostile import Hostile, signed
from program import DEADLINE, PATH, environment, run
from test_hostile_sign_in import sign_in

COMMANDS = [
    ("status",), ("call", "list_api_keys"), ("logout",), ("login", "--browser"), ("login", "--device"),
    ("login", "--paste"),
]


@pytest.fixture
def signed_in():
    """A provider at which somebody has signed in, and the folder of the session."""
    with Hostile() as hostile:
        assert sign_in(hostile)[0] == 0
        hostile.folder = Path(environment()["XDG_STATE_HOME"]) / "nethesis-mcp"
        yield hostile


def truncate(folder):
    (folder / "sessions").write_bytes((folder / "sessions").read_bytes()[:-1])


def empty(folder):
    (folder / "sessions").write_bytes(b"")


def change(folder):
    content = bytearray((folder / "sessions").read_bytes())
    content[-20] ^= 1
    (folder / "sessions").write_bytes(content)


def replace_by_text(folder):
    (folder / "sessions").write_text('{"token": "mine"}')


def replace_by_link(folder):
    target = folder / "elsewhere-sessions"
    (folder / "sessions").rename(target)
    (folder / "sessions").symlink_to(target)


def replace_by_hard_link(folder):
    os.link(folder / "sessions", folder / "second")


def replace_by_folder(folder):
    (folder / "sessions").unlink()
    (folder / "sessions").mkdir()


def replace_by_pipe(folder):
    (folder / "sessions").unlink()
    os.mkfifo(folder / "sessions")


def lose_key(folder):
    for key in folder.glob("sessions-*.key"):
        key.unlink()


def change_key(folder):
    for key in folder.glob("sessions-*.key"):
        key.write_text("0" * 64 + "\n")


def cut_key(folder):
    for key in folder.glob("sessions-*.key"):
        key.write_text(key.read_text()[:40])


def link_key(folder):
    for key in folder.glob("sessions-*.key"):
        key.rename(folder / "key-elsewhere")
        key.symlink_to(folder / "key-elsewhere")


def come_from_later(folder):
    content = (folder / "sessions").read_bytes().replace(b"nethesis-mcp sessions 1 ", b"nethesis-mcp sessions 9 ", 1)
    (folder / "sessions").write_bytes(content)


DAMAGES = [
    truncate, empty, change, replace_by_text, replace_by_link, replace_by_hard_link, replace_by_folder, replace_by_pipe,
    lose_key, change_key, cut_key, link_key, come_from_later,
]


def contents(folder):
    """Everything in a folder, locks aside."""
    return {
        path.name: (os.lstat(path).st_mode, os.lstat(path).st_size, path.read_bytes() if path.is_file() else None)
        for path in folder.iterdir() if path.suffix not in (".lock", ".holders")
    }


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_cannot_be_read_is_said_and_left(signed_in, damage):
    damage(signed_in.folder)
    before = contents(signed_in.folder)
    asked = len(signed_in.requests)
    pasted = signed({"token_type": "access", "user": {"id": "u1"}, "exp": int(time.time()) + 600})
    for command in COMMANDS:
        outcome = run(*command, input=f"{pasted}\n", env=signed_in.settings)
        said = outcome.stderr + outcome.stdout
        assert outcome.returncode == 1, (command, said)
        assert str(signed_in.folder) in said and len(said) < 2000, (command, said)
        assert contents(signed_in.folder) == before, command
    # Before anybody is sent to a provider.
    assert {"token", "exchange", "device"}.isdisjoint(signed_in.requests[asked:])


def test_after_the_damaged_file_was_moved_away_a_sign_in_works(signed_in):
    change(signed_in.folder)
    (signed_in.folder / "sessions").rename(signed_in.folder / "sessions.damaged")
    assert sign_in(signed_in)[0] == 0
    assert run("status", env=signed_in.settings).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user")
@pytest.mark.parametrize("state", ["read only", "another user's", "no folder"])
def test_where_nothing_can_be_kept_nobody_is_sent_to_sign_in(tmp_path, state):
    with Hostile() as hostile:
        place = tmp_path / "state"
        place.mkdir()
        if state == "read only":
            os.chown(place, 65_534, 65_534)
            place.chmod(0o500)
        elif state == "another user's":
            (place / "nethesis-mcp").mkdir(mode=0o700)
        else:
            place.rmdir()
            place.write_text("")
        for parent in [tmp_path, *tmp_path.parents]:
            if parent.owner() == "root" and parent.stat().st_mode & 0o005 != 0o005:
                parent.chmod(parent.stat().st_mode | 0o055)
            if parent == Path("/tmp"):
                break
        program = shutil.copy(PATH, tmp_path / "program")
        settings = hostile.settings | {"XDG_STATE_HOME": str(place), "HOME": str(tmp_path)}
        outcome = subprocess.run(
            [program, "login", "--browser"], env=environment(settings), capture_output=True, text=True, input="",
            timeout=DEADLINE, user=65_534, group=65_534, extra_groups=[], cwd="/",
        )
        assert outcome.returncode == 1 and str(place) in outcome.stderr, outcome.stderr
        assert {"token", "exchange"}.isdisjoint(hostile.requests)
