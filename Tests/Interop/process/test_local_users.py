"""Callers without access tokens: they are told apart by their users of this machine, or the server says that they are not."""

import contextlib
import os
import shutil
import subprocess

import pytest

from program import DEADLINE, PATH, environment

NOTICE = "all users of this machine count as one caller"
HELLO = (
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},'
    '"clientInfo":{"name":"test","version":"1"}}}'
)


def can(*command):
    return shutil.which(command[0]) and subprocess.run([*command, "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not can("setpriv", "--reuid", "2001") or not shutil.which("curl"),
    reason="being two users needs root",
)
in_namespace = pytest.mark.skipif(not can("unshare", "--user", "--map-root-user"), reason="there are no user namespaces")


@contextlib.contextmanager
def server(*prefix):
    """A server that grants each caller two requests at once, and then one in a thousand seconds."""
    command = [*prefix, PATH, "http", "--sandbox", "--listen", "127.0.0.1:0", "--rate", "0.001"]
    process = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    lines = []
    try:
        for line in process.stderr:
            lines.append(line)
            if line.startswith("Serving at "):
                break
        yield lines[-1].split()[2], "".join(lines)
    finally:
        process.terminate()
        process.stderr.read()
        process.wait(DEADLINE)
        process.stderr.close()


def asks(user, url):
    """The status that a user's request gets."""
    request = ["-H", "Content-Type: application/json", "-H", "Accept: application/json, text/event-stream", "-d", HELLO]
    curl = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--noproxy", "*", "-m", str(DEADLINE), *request, url]
    as_user = ["setpriv", "--reuid", str(user), "--regid", str(user), "--clear-groups"]
    return int(subprocess.run([*as_user, *curl], capture_output=True, text=True, timeout=DEADLINE).stdout)


def until_refused(user, url):
    for _ in range(20):
        if asks(user, url) == 429:
            return
    raise AssertionError("no request was refused")


def test_one_user_uses_up_nothing_of_another():
    with server("setpriv", "--reuid", "2000", "--regid", "2000", "--clear-groups") as (url, said):
        assert NOTICE not in said
        until_refused(2001, url)
        assert asks(2002, url) == 200
        assert asks(2001, url) == 429


@in_namespace
def test_in_a_user_namespace_all_are_one_which_is_said():
    with server("unshare", "--user", "--map-root-user") as (url, said):
        assert NOTICE in said
        until_refused(2001, url)
        assert asks(2002, url) == 429
