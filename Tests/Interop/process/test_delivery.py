"""Where a token goes that cannot be delivered where it was asked for: nowhere, and what it opens is revoked."""

import json
import os
import re
import resource
import signal
import stat
import subprocess

import pytest

from backend import Backend
from program import DEADLINE, PASSWORD, PATH, Server, environment, run
from test_step_up import KEY, attempts

CALL = ["call", "create_api_key", "name=n", "mode=read", "--password-stdin"]
TOKEN = re.compile(r"myk_[0-9a-f]+\.[0-9a-f]+|myk_\w+\.\w{20,}")


def keys(sandbox):
    result = run("call", "list_api_keys", env=sandbox.settings)
    return json.loads(result.stdout)["data"]["api_keys"]


def active(sandbox):
    return [key for key in keys(sandbox) if key["revoked_at"] is None]


def events(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


@pytest.fixture
def disk(tmp_path):
    """Runs the program with a small disk of its own, which is full but for so many bytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")

    def on_disk(free, arguments, env, *, size=1 << 20):
        folder = tmp_path / "disk"
        folder.mkdir(exist_ok=True)
        # In a mount namespace of its own, gone with it.
        script = (
            'mount -t tmpfs -o size=$SIZE none "$DISK" && head -c $((SIZE - FREE)) /dev/zero > "$DISK/filler";'
            ' "$@"; code=$?; ls "$DISK" > "$DISK.left"; exit $code'
        )
        variables = environment(env | {"SIZE": str(size), "FREE": str(free), "DISK": str(folder)})
        outcome = subprocess.run(
            ["unshare", "-m", "--propagation", "private", "sh", "-c", script, "sh", PATH, *arguments],
            input=PASSWORD + "\n", env=variables, capture_output=True, text=True, timeout=DEADLINE,
        )
        if "unshare" in outcome.stderr or "mount:" in outcome.stderr:
            pytest.skip(f"no disk can be mounted here: {outcome.stderr}")
        with open(f"{folder}.left") as file:
            return outcome, [name for name in file.read().split() if name != "filler"]

    return on_disk


def test_a_full_disk_is_an_error_before_there_is_a_token(sandbox, disk, tmp_path):
    outcome, left = disk(0, [*CALL, "--token-to", str(tmp_path / "disk/token")], sandbox.settings)
    assert outcome.returncode == 1 and "No space left on device" in outcome.stderr and left == []
    assert "Nothing was sent" in outcome.stderr and outcome.stdout == ""
    assert attempts(sandbox) == 0


def test_space_for_the_token_is_enough(sandbox, disk, tmp_path):
    outcome, left = disk(128 << 10, [*CALL, "--token-to", str(tmp_path / "disk/token")], sandbox.settings)
    assert outcome.returncode == 0 and left == ["token"], outcome.stderr
    assert not TOKEN.search(outcome.stdout + outcome.stderr)


def test_a_file_that_may_not_grow_is_an_error_before_there_is_a_token(sandbox, tmp_path):
    path = tmp_path / "token"
    outcome = subprocess.run(
        [PATH, *CALL, "--token-to", str(path)], input=PASSWORD + "\n", env=environment(sandbox.settings),
        capture_output=True, text=True, timeout=DEADLINE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert outcome.returncode == 1 and "Nothing was sent" in outcome.stderr, outcome.stderr
    assert not path.exists() and attempts(sandbox) == 0


@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder", "pipe", "missing folder"])
def test_what_is_no_new_file_is_refused_and_left_as_it_is(sandbox, tmp_path, kind):
    path, other = tmp_path / "token", tmp_path / "other"
    if kind == "file":
        path.write_text("mine")
    elif kind == "link":
        other.write_text("mine")
        path.symlink_to(other)
    elif kind == "dangling link":
        path.symlink_to(other)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path = tmp_path / "nowhere/token"
    outcome = run(*CALL, "--token-to", str(path), input=PASSWORD + "\n", env=sandbox.settings)
    assert outcome.returncode == 2 and "Nothing was sent" in outcome.stderr
    assert attempts(sandbox) == 0
    assert kind != "file" or path.read_text() == "mine"
    assert kind != "link" or other.read_text() == "mine"
    assert kind != "dangling link" or not other.exists()


def full(name, *options, env, audit, input=PASSWORD + "\n"):
    with open("/dev/full", "w") as output:
        return subprocess.run(
            [PATH, *name, *options, "--audit", audit] if audit else [PATH, *name, *options],
            input=input, stdout=output, stderr=subprocess.PIPE, env=environment(env), text=True, timeout=DEADLINE,
        )


@pytest.mark.parametrize("options", [["--token-to", "-"], []])
def test_a_token_that_cannot_be_written_is_revoked_and_printed_nowhere(sandbox, tmp_path, options):
    audit = str(tmp_path / "audit")
    outcome = full(CALL, *options, env=sandbox.settings, audit=audit)
    assert outcome.returncode == 1
    assert "No space left on device" in outcome.stderr and "it was revoked" in outcome.stderr
    (key,) = keys(sandbox)
    assert key["revoked_at"] and key["id"] in outcome.stderr
    with open(audit) as file:
        assert not TOKEN.search(outcome.stderr + file.read())
    kinds = [event["event"] for event in events(audit)]
    assert "delivered" not in kinds and kinds.count("undelivered") == 1 and "approved" not in kinds
    assert run("audit", "verify", audit).returncode == 0


def test_where_nothing_says_how_to_revoke_that_is_said(sandbox, tmp_path):
    overlay = tmp_path / "overlay.json"
    overlay.write_text(json.dumps({"overlay": "1.0.0", "info": {"title": "none", "version": "1"}, "actions": []}))
    options = ["--overlay", str(overlay)]
    tools = json.loads(run("tools", "--json", *options, "--secrets", "inline", env=sandbox.settings).stdout)
    name = next(tool["name"] for tool in tools if "password" in tool["definition"]["inputSchema"].get("properties", {}))
    call = ["call", name, "name=n", "mode=read", "--password-stdin"]
    outcome = full(call, *options, env=sandbox.settings, audit=None)
    assert outcome.returncode == 1 and "Nothing says how to take back what was made" in outcome.stderr, outcome.stderr
    assert len(active(sandbox)) == 1 and not TOKEN.search(outcome.stderr)


@pytest.mark.parametrize("options", [["--token-to", "-"], []])
@pytest.mark.parametrize("kind", ["closed", "unread"])
def test_without_a_standard_output_nothing_is_sent(sandbox, options, kind):
    if kind == "closed":
        command = ["sh", "-c", 'exec "$@" >&-', "sh", PATH, *CALL, *options]
        outcome = subprocess.run(
            command, input=PASSWORD + "\n", stderr=subprocess.PIPE, env=environment(sandbox.settings), text=True,
            timeout=DEADLINE,
        )
    else:
        reader, writer = os.pipe()
        os.close(reader)
        outcome = subprocess.run(
            [PATH, *CALL, *options], input=PASSWORD + "\n", stdout=writer, stderr=subprocess.PIPE,
            env=environment(sandbox.settings), text=True, timeout=DEADLINE,
        )
        os.close(writer)
    assert outcome.returncode == 1 and "Nothing was done" in outcome.stderr, outcome.stderr
    assert attempts(sandbox) == 0


def test_the_record_says_file_only_where_the_token_is(sandbox, tmp_path):
    audit, path = str(tmp_path / "audit"), tmp_path / "token"
    outcome = run(*CALL, "--token-to", str(path), "--audit", audit, input=PASSWORD + "\n", env=sandbox.settings)
    assert outcome.returncode == 0
    assert [event["outcome"] for event in events(audit) if event["event"] == "delivered"] == ["file"]
    assert TOKEN.fullmatch(path.read_text().strip()) and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_size < 200


@pytest.mark.parametrize("kind", ["removed", "replaced"])
def test_a_file_that_goes_during_the_call_does_not_take_the_token_with_it(tmp_path, kind):
    path, other = tmp_path / "token", tmp_path / "other"
    other.write_text("another's")
    secret = "myk_a1b2c3d4e5f60718293a4b5c.0011223344556677889900aabbccddeeff00112233445566"
    key = {"id": "f47ac10b", "name": "n", "key_public": "a1b2c3d4e5f60718293a4b5c", "mode": "read", "token": secret}

    def behave(connection, request):
        if request.startswith(b"POST"):
            path.unlink()
            if kind == "replaced":
                path.symlink_to(other)
        made = {"code": 201, "message": "made", "data": key} if request.startswith(b"POST") else {"code": 200, "data": {}}
        body = json.dumps(made).encode()
        status = b"201 Created" if request.startswith(b"POST") else b"200 OK"
        connection.sendall(
            b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )
        return True

    with Backend(behave) as backend:
        outcome = run(*CALL, "--token-to", str(path), input=PASSWORD + "\n", env=backend.settings)
        assert outcome.returncode == 1 and "cannot be written" in outcome.stderr, outcome.stderr
        assert not TOKEN.search(outcome.stdout + outcome.stderr) and other.read_text() == "another's"
        assert [request.split(b" ")[0] for request in backend.requests if b"DELETE" in request[:7]] == [b"DELETE"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_no_file_behind(hanging_backend, tmp_path, end):
    path = tmp_path / "token"
    process = subprocess.Popen(
        [PATH, *CALL, "--token-to", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(hanging_backend.settings),
    )
    process.stdin.write(PASSWORD.encode() + b"\n")
    process.stdin.flush()
    assert hanging_backend.has_request.wait(DEADLINE)
    assert path.exists()
    process.send_signal(end)
    _, errors = process.communicate(timeout=DEADLINE)
    assert process.returncode == -end, errors
    assert not path.exists()


def ask(server):
    return server.call("create_api_key", **KEY)["structuredContent"]["step_up"]["url"]


def test_approve_on_a_full_disk_sends_nothing(sandbox, disk, tmp_path):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        arguments = ["approve", ask(server), "--password-stdin", "--token-to", str(tmp_path / "disk/token")]
        outcome, left = disk(0, arguments, {})
        assert outcome.returncode == 1 and "Nothing was sent" in outcome.stderr and left == []
        assert attempts(sandbox) == 0


def test_approve_revokes_what_it_cannot_deliver(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        outcome = full(["approve", ask(server), "--password-stdin", "--token-to", "-"], env={}, audit=None)
        assert outcome.returncode == 1 and "it was revoked" in outcome.stderr, outcome.stderr
        assert not TOKEN.search(outcome.stderr)
        assert active(sandbox) == [] and len(keys(sandbox)) == 1
        result = server.call("create_api_key", **KEY)
        assert "has revoked it" in json.dumps(result)


def test_approve_leaves_no_file_where_there_was_nothing_to_deliver(sandbox, tmp_path):
    path = tmp_path / "token"
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        url = ask(server)
        for options in [["--decline"], ["--revoke"]]:
            run("approve", url, *options, "--token-to", str(path))
            assert not path.exists()
