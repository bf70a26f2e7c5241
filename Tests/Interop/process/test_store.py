"""Stored sessions: many processes of one user with one sealed file, some of them killed, and the desktop's keyring."""

import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

# Beside the program, or in the debug build of these sources where the program is another one.
WORKER = Path(os.environ["NETHESIS_MCP"]).resolve().parent / "StoreWorker"
if not WORKER.exists():
    WORKER = Path(__file__).parents[3] / ".build" / "debug" / "StoreWorker"
if not WORKER.exists():
    pytest.skip("there is no StoreWorker: run swift build first", allow_module_level=True)
PLAIN = {"PATH": os.environ["PATH"]}
# The attack of a long run: NETHESIS_STORE_KILLS=2000.
KILLS = int(os.environ.get("NETHESIS_STORE_KILLS", "60"))


class Worker:
    def __init__(self, state, *arguments, environment=PLAIN, prefix=()):
        self.process = subprocess.Popen(
            [*prefix, str(WORKER), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**environment, **({"XDG_STATE_HOME": str(state)} if state else {})},
        )

    def begin(self, work):
        self.process.stdin.write(work + "\n")
        self.process.stdin.flush()

    def line(self):
        return self.process.stdout.readline().rstrip("\n")

    def ask(self, work):
        self.begin(work)
        return self.line()

    def kill(self):
        """Kills the process; returns what it still had said."""
        self.process.send_signal(signal.SIGKILL)
        rest = self.process.stdout.read().splitlines()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        return rest

    def end(self):
        self.process.stdin.close()
        assert self.process.stdout.read() == ""
        self.process.stdout.close()
        assert self.process.wait() == 0


def ask(state, work, *arguments, **options):
    worker = Worker(state, *arguments, **options)
    try:
        return worker.ask(work)
    finally:
        worker.kill()


def test_killed_processes_lose_nothing_and_leave_no_half_file(tmp_path):
    seed = random.randrange(1 << 32)
    print("seed", seed)
    choice = random.Random(seed)
    ask(tmp_path, "prepare", "file")
    watcher = Worker(tmp_path, "file")
    watcher.begin("watch w0")
    acknowledged = {}
    running = {}
    kills = 0
    while kills < KILLS:
        for index in range(6):
            if index not in running:
                running[index] = Worker(tmp_path, "file")
                running[index].begin(f"count w{index}")
        index = choice.choice(list(running))
        worker = running[index]
        for _ in range(choice.randrange(6)):
            acknowledged[index] = int(worker.line())
        lines = worker.kill()
        if lines:
            acknowledged[index] = int(lines[-1])
        del running[index]
        kills += 1
        # A number that was told of is stored; the one after it may be.
        value = ask(tmp_path, f"get w{index}", "file")
        last = acknowledged.get(index, 0)
        assert value in [f"value {last}", f"value {last + 1}"] or (last == 0 and value == "value none")
        acknowledged[index] = int(re.sub("value (none)?", "", value) or 0)
    for index, worker in running.items():
        lines = worker.kill()
        kills += 1
        if lines:
            acknowledged[index] = int(lines[-1])
    assert not [line for line in watcher.kill() if line.startswith("error")]
    total = int(ask(tmp_path, "add shared 0", "file").removeprefix("sum "))
    stored = [ask(tmp_path, f"get w{index}", "file") for index in range(6)]
    numbers = sum(int(value.removeprefix("value ")) for value in stored if value != "value none")
    # Each killed process may have put one number that it did not count any more.
    assert numbers - kills <= total <= numbers
    assert ask(tmp_path, "status", "file").startswith("status file ")


def test_one_process_at_a_time_has_the_lock_and_a_killed_one_has_none(tmp_path):
    choice = random.Random(4)
    ask(tmp_path, "prepare", "file")
    told = []
    workers = [Worker(tmp_path, "file") for _ in range(4)]
    for worker in workers:
        worker.begin("relay")
    for _ in range(12):
        worker = workers.pop(choice.randrange(4))
        told.append(worker.line())
        told += worker.kill()
        workers.append(Worker(tmp_path, "file"))
        workers[-1].begin("relay")
    for worker in workers:
        told.append(worker.line())
        told += worker.kill()
    # Nobody's work was undone by another one, and no number came twice.
    assert all(line.isdigit() for line in told), told
    assert len(set(told)) == len(told)
    last = int(ask(tmp_path, "get relayed", "file").removeprefix("value "))
    assert max(map(int, told)) <= last <= len(told) + 16


def test_a_full_disk_leaves_what_was_stored(tmp_path):
    ask(tmp_path, "put a small", "file")
    file = tmp_path / "nethesis-mcp" / "sessions"
    before = file.read_bytes()
    # Files may have two blocks; the signal that would end the process is ignored, as a full disk sends none.
    prefix = ["bash", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "bash"]
    worker = Worker(tmp_path, "file", prefix=prefix)
    said = worker.ask(f"put a {'x' * 8000}")
    assert said.startswith("error noSpace "), said
    assert "still there" in said and "Make room" in said
    assert file.read_bytes() == before
    assert worker.ask("get a") == "value small"
    assert worker.ask("put a other") == "stored"
    worker.end()
    assert sorted(p.name for p in file.parent.iterdir() if p.suffix != ".key") == ["sessions", "sessions.lock"]


def test_a_server_with_path_alone_finds_what_was_stored_elsewhere(tmp_path):
    """In a mount namespace, where this user's home in the user database is an empty folder."""
    home = pwd.getpwuid(0).pw_dir
    unshare = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets no user make a mount namespace")
    (tmp_path / "home").mkdir(mode=0o700)
    prefix = [*unshare, "bash", "-c", f'mount --bind {tmp_path}/home {home} && exec "$@"', "bash"]
    signed_in = {**PLAIN, "HOME": home}
    usual, elsewhere = tmp_path / "home/.local/state/nethesis-mcp", tmp_path / "else where"
    # Without the variable and without a home: the usual place.
    assert ask(None, "put a usual", "file", prefix=prefix) == "stored"
    assert (usual / "sessions").exists()
    elsewhere.mkdir(mode=0o700)
    assert ask(elsewhere, "put a there", "file", prefix=prefix, environment=signed_in) == "stored"
    assert ask(None, "get a", prefix=prefix) == "value usual"
    said = ask(elsewhere, "point", prefix=prefix, environment=signed_in)
    assert said == f"pointer {home}/.local/state/nethesis-mcp/elsewhere"
    assert ask(None, "get a", prefix=prefix) == "value there"
    assert ask(None, "get a", prefix=prefix, environment=signed_in) == "value there"
    # A pointer that others can write is an error, not another folder.
    (usual / "elsewhere").chmod(0o622)
    said = ask(None, "get a", prefix=prefix)
    assert said.startswith("error unusable ") and "elsewhere" in said and "login" in said, said


def test_a_pointer_that_cannot_be_used_is_told_of_by_the_doctor(tmp_path):
    usual = tmp_path / ".local/state/nethesis-mcp"
    usual.mkdir(parents=True, mode=0o700)
    (usual / "elsewhere").write_text("/missing/nethesis-mcp\n")
    said = subprocess.run(
        [os.environ["NETHESIS_MCP"], "doctor"], env={**PLAIN, "HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert "/missing/nethesis-mcp, which is not there" in said.stdout + said.stderr
    (usual / "elsewhere").write_text(f"{tmp_path}/there/nethesis-mcp\n")
    (tmp_path / "there/nethesis-mcp").mkdir(parents=True)
    said = subprocess.run(
        [os.environ["NETHESIS_MCP"], "doctor"], env={**PLAIN, "HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert "Wrong passwords are counted by each" not in said.stdout + said.stderr


# The desktop's keyring.

needs_keyring = pytest.mark.skipif(
    not all(shutil.which(name) for name in ["dbus-daemon", "gnome-keyring-daemon", "secret-tool"]),
    reason="dbus-daemon, gnome-keyring and libsecret-tools are not installed",
)


@contextmanager
def desktop(tmp_path, *, is_unlocked=True):
    """A session bus and, with it, GNOME's Secret Service."""
    runtime, home = tmp_path / "runtime", tmp_path / "home"
    for folder in [runtime, home]:
        folder.mkdir(mode=0o700, exist_ok=True)
    environment = {**PLAIN, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={runtime}/bus", "--print-address=1"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    services = []
    try:
        address = bus.stdout.readline().strip()
        with_bus = {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
        if is_unlocked is not None:
            service = subprocess.Popen(
                ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
                + (["--unlock"] if is_unlocked else []),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=with_bus,
            )
            services.append(service)
            if is_unlocked:
                service.stdin.write(b"a password")
            service.stdin.close()
            # It says where it is once it is there.
            service.stdout.readline()
            subprocess.run(
                ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
                + ["org.freedesktop.DBus.StartServiceByName", "string:org.freedesktop.secrets", "uint32:0"],
                env=with_bus,
                check=True,
                capture_output=True,
                timeout=30,
            )
        yield environment, with_bus, bus
    finally:
        for process in [*services, bus]:
            process.kill()
            process.wait()


@needs_keyring
def test_the_key_lies_in_the_keyring(tmp_path):
    state = tmp_path / "state"
    with desktop(tmp_path) as (environment, with_bus, _):
        worker = Worker(state, environment=with_bus)
        assert worker.ask("put a secret-value") == "stored"
        assert worker.ask("status") == f"status keyring {state}/nethesis-mcp/sessions"
        worker.end()
        sealed = (state / "nethesis-mcp" / "sessions").read_bytes()
        head, key = re.match(rb"(nethesis-mcp sessions 1 keyring ([0-9a-f]{32}))\n", sealed).groups()
        assert not list((state / "nethesis-mcp").glob("*.key"))
        item = subprocess.run(
            ["secret-tool", "lookup", "xdg:schema", "it.nethesis.mcp.Session", "key", key.decode()],
            env=with_bus, capture_output=True, text=True, check=True,
        ).stdout
        assert re.fullmatch("[0-9a-f]{64}", item) and item.encode() not in sealed
        # The bus is found where the environment names none.
        assert ask(state, "get a", environment=environment) == "value secret-value"
        # Moved away, and back.
        worker = Worker(state, environment=with_bus)
        assert worker.ask("prepare file") == "prepared"
        assert ask(state, "get a") == "value secret-value"
        assert worker.ask("prepare keyring") == "prepared"
        assert worker.ask("get a") == "value secret-value"
        worker.end()
        assert not list((state / "nethesis-mcp").glob("*.key"))


@needs_keyring
def test_the_end_of_the_desktop_does_not_end_the_server(tmp_path):
    state = tmp_path / "state"
    with desktop(tmp_path) as (environment, _, bus):
        worker = Worker(state, environment=environment)
        assert worker.ask("put a 1") == "stored"
        bus.kill()
        bus.wait()
        assert worker.ask("put a 2") == "stored"
        assert worker.ask("get a") == "value 2"
    # A process that has known an earlier bus reaches the next one.
    with desktop(tmp_path) as (_, with_bus, _):
        for place in ["file", "keyring"]:
            assert worker.ask(f"prepare {place}") == "prepared"
            assert worker.ask("status") == f"status {place} {state}/nethesis-mcp/sessions"
        worker.end()
    file = state / "nethesis-mcp" / "sessions"
    before = file.read_bytes()
    for environment in [PLAIN, with_bus]:
        for work in ["get a", "put a 3", "prepare file", "status"]:
            said = ask(state, work, environment=environment)
            assert said.startswith("error keyUnreachable "), said
            assert "login --token-store file" in said and str(file) in said
    assert file.read_bytes() == before
    # Another desktop of the same person has the same keyring.
    with desktop(tmp_path) as (_, with_bus, _):
        assert ask(state, "get a", environment=with_bus) == "value 2"


@needs_keyring
def test_a_locked_keyring_is_not_waited_for_and_not_replaced(tmp_path):
    state = tmp_path / "state"
    with desktop(tmp_path) as (_, with_bus, _):
        assert ask(state, "put a 1", "keyring", environment=with_bus) == "stored"
    file = state / "nethesis-mcp" / "sessions"
    before = file.read_bytes()
    with desktop(tmp_path, is_unlocked=False) as (_, with_bus, _):
        said = ask(state, "get a", environment=with_bus)
        assert said.startswith("error keyUnreachable ") and "locked" in said, said
    assert file.read_bytes() == before


def test_a_bus_that_is_silent_is_given_up(tmp_path):
    """A listener that accepts, and says nothing: libsecret alone would wait for it without end."""
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(tmp_path / "bus"))
    silent.listen()
    state = tmp_path / "state"
    environment = {**PLAIN, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}
    said = ask(state, "put a 1", "keyring", environment=environment)
    assert said.startswith("error keyUnreachable ") and "--token-store file" in said, said
    assert not (state / "nethesis-mcp" / "sessions").exists()
    # Where no place was asked for, the key is in a file, and that is said.
    worker = Worker(state, environment=environment)
    assert worker.ask("put a 1").startswith("notice The desktop's keyring cannot be used")
    assert worker.line() == "stored"
    assert worker.ask("put a 2") == "stored"
    worker.end()
    silent.close()
