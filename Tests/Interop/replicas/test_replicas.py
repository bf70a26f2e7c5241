"""Several replicas behind HAProxy: which of them answers is nobody's concern, and neither is that one ends."""

import json
import os
import re
import secrets
import shutil
import subprocess
import threading
import time
import uuid
from contextlib import ExitStack
from pathlib import Path

import pytest

import asking
import database
from client import OPENINGS, connect, over_http
from plain_page import Page, token
from program import DEADLINE, Sandbox, run
from web import Connection, WebServer, free_port, is_listening, request

HAPROXY = shutil.which("haproxy", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
CALLS, CALLERS = 1000, 16

if HAPROXY is None and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
    pytest.skip("there is no haproxy", allow_module_level=True)


class Replicas:
    """Two servers with one sandbox as their backend, and HAProxy before them."""

    def __init__(self, stack, folder, *more):
        key = folder / "state-key"
        key.write_bytes(secrets.token_bytes(32))
        self.sandbox = stack.enter_context(Sandbox())
        self.metrics = [f"http://127.0.0.1:{free_port()}/metrics" for _ in range(2)]
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/mcp"
        self.servers = []
        for name, metrics in zip("ab", self.metrics):
            address = metrics.removeprefix("http://").removesuffix("/metrics")
            arguments = ["--state-key-file", str(key), "--metrics-listen", address, "--drain-delay", "1"]
            arguments += ["--replica-name", name, "--public-url", self.url, *more]
            self.servers.append(stack.enter_context(WebServer(*arguments, env=self.sandbox.settings | asking.HASTE)))
        ports = dict(zip(["FRONT_PORT", "A_PORT", "B_PORT"], map(str, [port, *(s.port for s in self.servers)])))
        command = [HAPROXY, "-db", "-f", str(Path(__file__).with_name("haproxy.cfg"))]
        self.haproxy = stack.enter_context(subprocess.Popen(command, env=ports, stderr=subprocess.PIPE))
        stack.callback(self.haproxy.terminate)
        while not is_listening(self.url):
            assert self.haproxy.poll() is None, self.haproxy.stderr.read()

    def answered(self):
        """How many calls each replica has answered."""
        counts = []
        for metrics in self.metrics:
            page = request("GET", metrics).body.decode()
            counts.append(sum(map(int, re.findall(r'requests_total\{method="tools/call".*\} (\d+)', page))))
        return counts


@pytest.fixture
def replicas(tmp_path):
    with ExitStack() as stack:
        yield Replicas(stack, tmp_path)


class Load:
    """Calls of several callers, each with an argument of its own, so that the backend's counts tell them apart."""

    def __init__(self, url):
        self.url = url
        self.ids = [str(uuid.uuid4()) for _ in range(CALLS)]
        self.answers = {}
        self._left = iter(self.ids)
        self._lock = threading.Lock()
        self._callers = [threading.Thread(target=self._call) for _ in range(CALLERS)]

    def start(self):
        for caller in self._callers:
            caller.start()

    def _call(self):
        connection = Connection(self.url)
        while True:
            with self._lock:
                id = next(self._left, None)
            if id is None:
                return connection.close()
            answer = connection.post("tools/call", {"name": "revoke_api_key", "arguments": {"id": id}})
            with self._lock:
                self.answers[id] = answer

    def wait_for(self, count):
        end = time.monotonic() + DEADLINE
        while len(self.answers) < count:
            assert time.monotonic() < end, f"{len(self.answers)} of {count} calls were answered"
            time.sleep(0.005)

    def join(self):
        for caller in self._callers:
            caller.join(DEADLINE)
        assert len(self.answers) == CALLS

    @property
    def failed(self):
        return {id: answer for id, answer in self.answers.items() if answer.status != 200}

    def sent(self, sandbox):
        """How often each call has reached the backend."""
        counts = sandbox.control("requests")
        return {id: counts.get(f"DELETE /api/me/api-keys/{id}", 0) for id in self.ids}


def test_calls_are_answered_though_a_replica_is_told_to_end(replicas):
    replicas.sandbox.control("faults", delay_ms=50)
    load = Load(replicas.url)
    load.start()
    load.wait_for(CALLS // 3)
    assert min(replicas.answered()) > CALLS // 10
    replicas.servers[0].terminate()
    assert replicas.servers[0].wait() == 0
    assert len(load.answers) < CALLS
    load.join()
    assert not load.failed
    assert all("404" in answer.message["result"]["content"][0]["text"] for answer in load.answers.values())
    assert set(load.sent(replicas.sandbox).values()) == {1}


def test_calls_fail_with_a_replica_that_dies_and_none_is_sent_twice(replicas):
    replicas.sandbox.control("faults", delay_ms=20)
    load = Load(replicas.url)
    load.start()
    load.wait_for(CALLS // 3)
    replicas.servers[0].process.kill()
    load.join()
    # Until HAProxy has noticed, the system may go on to accept connections of a process that is about to end.
    assert 1 <= len(load.failed) < CALLS // 2
    for answer in load.failed.values():
        assert answer.status == 502
        assert "unknown" in answer.message["error"]["message"]
    sent = load.sent(replicas.sandbox)
    assert max(sent.values()) == 1
    assert all(sent[id] == 1 for id in load.ids if id not in load.failed)


def test_a_session_stays_with_its_replica(replicas):
    sessions = [open_session(replicas.url) for _ in range(20)]
    for session in sessions:
        for _ in range(3):
            assert ask(replicas.url, session).status == 200
    statuses = [[ask(server.url, session).status for session in sessions] for server in replicas.servers]
    assert all(sorted(pair) == [200, 404] for pair in zip(*statuses))
    assert all(200 in row for row in statuses)
    replicas.servers[0].process.kill()
    replicas.servers[0].wait()
    # What has gone with its replica is told in the way that has clients begin anew (LHTTP-08).
    for session, before in zip(sessions, statuses[0]):
        assert ask(replicas.url, session).status == (404 if before == 200 else 200)
    assert ask(replicas.url, open_session(replicas.url)).status == 200


def open_session(url):
    params = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    answer = legacy(url, "initialize", params)
    assert answer.status == 200
    return answer.headers["Mcp-Session-Id"]


def ask(url, session):
    return legacy(url, "tools/list", {}, {"Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-11-25"})


def legacy(url, method, params, headers=None):
    own = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return request("POST", url, json.dumps(message).encode(), own | (headers or {}))


@pytest.mark.anyio
@pytest.mark.parametrize("opening", OPENINGS)
async def test_a_client_need_not_know_of_replicas(replicas, opening):
    for _ in range(4):
        async with connect(opening, over_http(replicas.url)) as client:
            assert len(await client.tools()) == 6
            for _ in range(4):
                await client.call_successfully("list_api_keys")
    assert min(replicas.answered()) > 0


def test_a_page_is_found_at_the_replica_that_asked(replicas):
    connection = Connection(replicas.url)
    made = []
    for number in range(4):
        key = {"name": f"Key {number}", "mode": "read"}
        state, url = asking.ask(connection, arguments=key)
        assert url.startswith(replicas.url.removesuffix("mcp") + "step-up/")
        made.append((url, token(Page(url).submit())))
        # Whichever replica is asked tells the outcome, or that it is not finished there; none of them begins anew.
        answers = [asking.call(connection, state, arguments=key) for _ in range(6)]
        here = [answer for answer in answers if "step_up" not in answer["result"]["structuredContent"]]
        elsewhere = [answer for answer in answers if answer not in here]
        assert {asking.outcome(answer)["name"] for answer in here} == {key["name"]}
        for answer in elsewhere:
            assert "not finished here" in answer["result"]["content"][0]["text"]
    assert {url.split("/")[-2] for url, _ in made} == {"a", "b"}
    assert len({token for _, token in made}) == 4
    assert replicas.sandbox.control("requests")["POST /api/me/api-keys"] == 4


def test_with_a_database_a_page_is_found_wherever_it_is_asked(tmp_path):
    with ExitStack() as stack:
        own = stack.enter_context(database.Database())
        keys = tmp_path / "keys"
        keys.write_text(f"k1 {secrets.token_hex(32)}\n")
        keys.chmod(0o600)
        store = ["--store", own.url, "--store-keys", str(keys)]
        assert run("store", "migrate", *store).returncode == 0
        replicas = Replicas(stack, tmp_path, *store)
        connection = Connection(replicas.url)
        for number in range(4):
            key = {"name": f"Key {number}", "mode": "read"}
            state, url = asking.ask(connection, arguments=key)
            assert url.startswith(replicas.url.removesuffix("mcp") + "step-up/any/")
            assert token(Page(url).submit())
            for _ in range(4):
                assert asking.outcome(asking.call(connection, state, arguments=key))["name"] == key["name"]
        state, url = asking.ask(connection, arguments={"name": "Last", "mode": "read"})
        replicas.servers[0].process.kill()
        replicas.servers[0].wait()
        assert token(Page(url).submit())
        assert asking.outcome(asking.call(connection, state, arguments={"name": "Last", "mode": "read"}))
        assert replicas.sandbox.control("requests")["POST /api/me/api-keys"] == 5
