"""Connections to the page on standard input and output: whose they are, how many, and what they say."""

import os
import re
import resource
import shutil
import socket
import subprocess
from contextlib import ExitStack, suppress
from urllib.parse import urlencode, urlsplit

import pytest

from plain_page import Page, token
from program import DEADLINE, PASSWORD, PATH, Program, Server
from test_step_up import KEY, ask, attempts

# Nobody has this number: another user of the machine.
OTHER = 54321
PYTHON = shutil.which("python3", path="/usr/bin:/bin:/usr/local/bin")

needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not PYTHON, reason="only root can become another user, with a Python that everybody may run"
)

# Sends what it reads to the port that it is given, and says what comes back; with "hang-up", it waits for nothing.
SENDER = """
import socket, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=20)
client.sendall(sys.stdin.buffer.read())
if sys.argv[2:] == ["hang-up"]:
    sys.exit()
while said := client.recv(65536):
    sys.stdout.buffer.write(said)
"""


def request(page, method="GET", body="", fields=(), target=None, host=None, version="1.1"):
    url = urlsplit(page.url)
    lines = [f"{method} {target or url.path} HTTP/{version}", f"Host: {host or url.netloc}", "Connection: close", *fields]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join([*lines, "", ""]) + body).encode()


def form(page, password=PASSWORD, decision="approve"):
    return urlencode({"form": page.form, "secret-password": password, "decision": decision})


def send(page, message):
    """What comes back, as text."""
    with socket.create_connection(("127.0.0.1", urlsplit(page.url).port), timeout=DEADLINE) as client:
        client.sendall(message)
        said = b""
        with suppress(ConnectionError):
            while chunk := client.recv(65536):
                said += chunk
        return said.decode()


def send_as_other(page, message, *mode):
    """The same as another user of the machine."""
    sender = subprocess.run(
        [PYTHON, "-I", "-c", SENDER, str(urlsplit(page.url).port), *mode],
        input=message, stdout=subprocess.PIPE, user=OTHER, group=OTHER, extra_groups=[], timeout=DEADLINE, cwd="/",
    )
    assert sender.returncode == 0
    return sender.stdout.decode()


@needs_root
def test_another_user_who_has_the_link_gets_nothing(sandbox):
    with Server("--secrets", "auto", "--log-level", "trace", env=sandbox.settings) as server:
        page = ask(server)
        messages = [request(page), request(page, "HEAD"), request(page, fields=["Accept: application/json"])]
        messages += [request(page, "POST", form(page, decision=word)) for word in ["approve", "decline", "revoke"]]
        for message in messages:
            said = send_as_other(page, message)
            assert said.startswith("HTTP/1.1 403 "), said
            assert page.form not in said and KEY["name"] not in said
        assert attempts(sandbox) == 0
        assert send(page, request(page)).startswith("HTTP/1.1 200 ")
        made = token(page.submit())
        for message in messages:
            said = send_as_other(page, message)
            assert said.startswith("HTTP/1.1 403 ") and made not in said, said
        assert server.call("create_api_key", **KEY)["structuredContent"]["data"]["name"] == KEY["name"]
        server.end_input()
        assert server.wait() == 0
        log = server.errors.text()
        assert log.count(f"uid {OTHER}") == 1, log
        assert urlsplit(page.url).path not in log and made not in log


@needs_root
def test_another_user_who_sends_and_hangs_up_does_nothing(sandbox):
    """The kernel says of a socket that nobody has any more that it is root's."""
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        for decision in ["approve", "decline"] * 20:
            send_as_other(page, request(page, "POST", form(page, decision=decision)), "hang-up")
        assert attempts(sandbox) == 0
        assert "Done" in page.submit()


@needs_root
def test_connections_of_another_user_keep_nobody_out(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server, ExitStack() as stack:
        page = ask(server)
        hold = "import socket,sys,time\nall=[socket.create_connection(('127.0.0.1',int(sys.argv[1]))) for _ in range(200)]\n"
        hold += "print('there',flush=True)\nsys.stdin.read()"
        holder = stack.enter_context(
            subprocess.Popen(
                [PYTHON, "-I", "-c", hold, str(urlsplit(page.url).port)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, user=OTHER, group=OTHER, extra_groups=[], cwd="/",
            )
        )
        assert holder.stdout.readline() == b"there\n"
        assert "Done" in page.submit()
        assert descriptors(server) < 100
        holder.stdin.close()


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def test_idle_connections_do_not_take_all_descriptors(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server, ExitStack() as stack:
        page = ask(server)
        for _ in range(300):
            stack.enter_context(socket.create_connection(("127.0.0.1", urlsplit(page.url).port)))
        assert "<form" in page.load()
        assert descriptors(server) < 100
        assert "Done" in page.submit()
        assert not server.call("list_api_keys").get("isError")


def test_bodies_that_never_come_keep_nobody_out(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server, ExitStack() as stack:
        page = ask(server)
        for _ in range(200):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", urlsplit(page.url).port)))
            with suppress(ConnectionError):
                client.sendall(request(page, "POST", form(page))[:-5])
        assert "Done" in page.submit()
        assert attempts(sandbox) == 1


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (400, {"fields": ["Host: evil.example"]}),
        (400, {"target": "http://evil.example/step-up/a/b"}),
        (400, {"target": "http://evil.example/step-up/a/b", "host": "evil.example"}),
        (400, {"fields": ["Content-Length: 5", "Content-Length: 5"]}),
        (400, {"fields": ["Transfer-Encoding: chunked"], "version": "1.0"}),
        (413, {"fields": ["Content-Length: 9223372036854775808"]}),
        (413, {"fields": ["Content-Length: 99999999999999999999"]}),
        (421, {"host": "evil.example"}),
        (404, {"target": "/step-up/a/b"}),
    ],
)
def test_requests_that_are_not_for_the_page(sandbox, status, change):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        said = send(page, request(page, "POST", **change))
        assert re.match(rf"HTTP/1\.\d {status} ", said), said
        assert len(re.findall(r"HTTP/1\.\d \d\d\d ", said)) == 1


def test_the_absolute_form_of_the_link_is_the_link(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        assert send(page, request(page, target=page.url)).startswith("HTTP/1.1 200 ")


class Poor(Server):
    """The program with few descriptors."""

    def __init__(self, limit, *arguments, env=None):
        arguments = ["-c", f'ulimit -n {limit}; exec "$0" "$@"', PATH, "stdio", *arguments]
        Program.__init__(self, *arguments, program="/bin/sh", env=env)
        self._id = 0


@pytest.mark.parametrize("limit", range(16, 36, 2))
def test_with_few_descriptors_the_page_is_not_served_and_calls_go_on(sandbox, limit):
    with Poor(limit, "--secrets", "auto", env=sandbox.settings) as server:
        server.ping()
        for number in range(2):
            result = server.call("create_api_key", **KEY | {"name": f"Key {number}"})
            words = result["content"][0]["text"]
            if result.get("isError"):
                assert "cannot be served" in words or "Nothing was sent" in words, words
            else:
                assert "<form" in Page(result["structuredContent"]["step_up"]["url"]).load()
            server.ping()
        server.call("list_api_keys")
        server.ping()
        server.end_input()
        assert server.wait() == 0


def test_the_page_is_served_again_once_there_are_descriptors(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        server.call("list_api_keys")
        few = descriptors(server) + 1
        before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (few, before[1]))
        result = server.call("create_api_key", **KEY)
        assert result["isError"] and "cannot be served" in result["content"][0]["text"]
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
        assert "Done" in ask(server).submit()
