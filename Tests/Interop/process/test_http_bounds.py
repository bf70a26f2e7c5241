"""Bounds of the program on HTTP that callers without a token cannot use up for those who have one."""

import http.client
import os
import re
import resource
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from pathlib import Path
from urllib.parse import urlsplit

from plain_page import Page
from program import DEADLINE, run
from web import WebServer, request

OVERLAY = Path(__file__).parents[3] / "schemas/my-nethesis.overlay.json"

SPEC = Path(__file__).parents[3] / "schemas/my-nethesis.openapi.json"


def test_half_requests_for_pages_take_no_slots_of_the_endpoint(sandbox):
    with WebServer("--max-requests", "3", env=sandbox.settings) as server, ExitStack() as stack:
        link = server.call("create_api_key", name="n", mode="read")["structuredContent"]["step_up"]["url"]
        for path in ["/step-up/x/y", urlsplit(link).path]:
            for _ in range(300):
                client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                client.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n".encode())
        for _ in range(20):
            assert not server.call("list_api_keys").get("isError")
        assert "Done" in Page(link).submit()


def test_one_anonymous_client_does_not_keep_out_others_with_its_pages(sandbox):
    with WebServer(env=sandbox.settings) as server:
        links = [
            server.call("create_api_key", name=f"{number}", mode="read")["structuredContent"]["step_up"]["url"]
            for number in range(150)
        ]
        assert request("GET", links[0]).status == 404
        assert "Done" in Page(links[-1]).submit()


def test_pages_with_large_arguments_do_not_grow_without_bound(sandbox, tmp_path):
    overlay = tmp_path / "overlay.json"
    overlay.write_text(re.sub(r'"maxLength": *\d+,', "", OVERLAY.read_text()))
    with WebServer("--overlay", str(overlay), env=sandbox.settings) as server:

        def resident():
            with open(f"/proc/{server.process.pid}/status") as status:
                return int(re.search(r"RssAnon:\s+(\d+)", status.read())[1]) / 1024

        def ask(name):
            text = server.call("create_api_key", name=name, mode="read")["content"][0]["text"]
            assert "/step-up/" in text, text[:300]

        ask("a" * (3 << 20))
        before = resident()
        for number in range(30):
            ask(f"{number}" + "a" * (3 << 20))
        assert resident() < before + 60


def test_a_server_that_had_no_descriptors_recovers(sandbox):
    with WebServer(env=sandbox.settings) as server:
        assert not server.call("list_api_keys").get("isError")
        few = len(os.listdir(f"/proc/{server.process.pid}/fd")) + 5
        before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (few, before[1]))
        with ExitStack() as stack:
            for _ in range(50):
                stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        end = time.monotonic() + DEADLINE
        while True:
            try:
                assert not server.call("list_api_keys").get("isError")
                break
            except (OSError, AssertionError, http.client.HTTPException):
                assert time.monotonic() < end and server.process.poll() is None
                time.sleep(0.2)


def test_where_metrics_are_open_it_is_said(sandbox):
    # It listens nowhere: the port of the endpoint is taken.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = run("http", "--listen", f"127.0.0.1:{port}", "--metrics-listen", "192.0.2.1:9", env=sandbox.settings)
    assert "--metrics-listen: others can reach 192.0.2.1" in outcome.stderr, outcome.stderr


def test_a_session_token_that_is_made_up_makes_no_other_caller(sandbox, tmp_path):
    tokens = tmp_path / "tokens"
    callers = [run("access", "add", name, "--file", str(tokens)).stdout.strip() for name in ["alice", "bob"]]
    options = ["--rate", "0.01", "--caller-session-tokens", "--access-token-file", str(tokens)]
    with WebServer(*options, env=sandbox.settings) as server:

        def ask(token, number):
            headers = {"Authorization": f"Bearer {token}", "Nethesis-Session-Token": f"made up {number}"}
            return server.post("server/discover", headers=headers).status

        assert [ask(callers[0], number) for number in range(4)] == [200, 429, 429, 429]
        assert ask(callers[1], 0) == 200
