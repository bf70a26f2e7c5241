"""What becomes of calls when their input ends: scripts pipe requests in, and read what comes out."""

import json
import signal
import subprocess
import threading

import pytest

import backend
from program import DEADLINE, ENVELOPE, PATH, Server, environment

HANDSHAKE = [
    {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
]


def call(id, tool, **arguments):
    return {"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


@pytest.fixture
def slow():
    """A backend that answers when it is let, and an event that lets it."""
    let = threading.Event()

    def behave(connection, _):
        assert let.wait(DEADLINE)
        connection.sendall(backend.json_answer(b'{"ok":true}'))
        return True

    with backend.Backend(behave) as slow:
        slow.let = let
        yield slow
        let.set()


@pytest.fixture
def settings(slow, tmp_path):
    operation = {"responses": {"200": {"description": "ok"}}}
    paths = {"/g": {"get": operation | {"operationId": "g"}, "post": operation | {"operationId": "p"}}}
    file = tmp_path / "api.json"
    file.write_text(json.dumps({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths}))
    return ["--spec", str(file), "--backend", slow.url]


@pytest.mark.parametrize("tool", ["g", "p"])
def test_what_was_piped_in_is_answered(slow, settings, tool):
    with Server(*settings) as server:
        for message in [*HANDSHAKE, call(2, tool)]:
            server.send(message)
        server.end_input()
        assert slow.has_request.wait(DEADLINE)
        slow.let.set()
        assert [server.receive()["id"], server.receive()["id"]] == [1, 2]
        assert server.wait() == 0


def test_every_call_of_a_pipe_is_answered(slow, settings):
    slow.let.set()
    lines = [*HANDSHAKE, *[call(id, "g") for id in range(2, 52)]]
    text = "\n".join(json.dumps(line) for line in lines)  # The last one has no line's end.
    result = subprocess.run(
        [PATH, "stdio", *settings], input=text, env=environment(), capture_output=True, text=True, timeout=DEADLINE
    )
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert sorted(answer["id"] for answer in answers) == list(range(1, 52))
    assert all("result" in answer for answer in answers)


def test_a_signal_stops_a_read_that_the_input_has_left(slow, settings):
    with Server(*settings) as server:
        server.send({**call(1, "g"), "params": {"name": "g", "arguments": {}, "_meta": ENVELOPE}})
        server.end_input()
        assert slow.has_request.wait(DEADLINE)
        server.process.send_signal(signal.SIGTERM)
        assert server.wait() == 0
        assert server.output.next() is None


def test_a_read_stops_when_nobody_reads_what_comes_of_it(slow, settings):
    process = subprocess.Popen(
        [PATH, "stdio", *settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment(),
    )
    try:
        message = {**call(1, "g"), "params": {"name": "g", "arguments": {}, "_meta": ENVELOPE}}
        process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        assert slow.has_request.wait(DEADLINE)
        process.stdout.close()
        assert process.wait(DEADLINE) == 0
    finally:
        slow.let.set()
        process.kill()
        process.wait(DEADLINE)
        process.stdin.close()


def test_with_nothing_in_flight_the_end_is_at_once(settings):
    with Server(*settings) as server:
        for message in HANDSHAKE:
            server.send(message)
        assert server.receive()["id"] == 1
        server.end_input()
        assert server.wait() == 0


def test_a_subscription_ends_with_its_result(settings):
    with Server(*settings) as server:
        params = {"notifications": {"toolsListChanged": True}, "_meta": ENVELOPE}
        server.send({"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen", "params": params})
        assert server.receive()["method"] == "notifications/subscriptions/acknowledged"
        server.end_input()
        assert "result" in server.receive()
        assert server.wait() == 0


def test_a_call_that_waits_for_a_person_gets_the_link():
    with Server("--sandbox") as server:
        for message in HANDSHAKE:
            server.send(message)
        assert server.receive()["id"] == 1
        arguments = {"name": "n", "mode": "read"}
        server.send(call(2, "create_api_key", **arguments))
        url = server.receive()["result"]["structuredContent"]["step_up"]["url"]
        # It waits for 45 s, and would get no answer in the ten that calls have.
        server.send(call(3, "create_api_key", **arguments))
        server.send({"jsonrpc": "2.0", "id": 4, "method": "ping"})
        assert server.receive()["id"] == 4
        server.end_input()
        answer = server.receive()
        assert answer["id"] == 3
        assert answer["result"]["structuredContent"]["step_up"]["url"] == url
        assert server.wait() == 0


def test_a_question_to_the_client_ends_with_the_link():
    with Server("--sandbox") as server:
        for message in HANDSHAKE:
            if "id" in message:
                message = message | {"params": message["params"] | {"capabilities": {"elicitation": {"url": {}}}}}
            server.send(message)
        assert server.receive()["id"] == 1
        server.send(call(2, "create_api_key", name="n", mode="read"))
        question = server.receive()
        assert question["method"] == "elicitation/create"
        server.end_input()
        assert server.receive()["method"] == "notifications/cancelled"
        answer = server.receive()
        assert answer["id"] == 2
        assert answer["result"]["structuredContent"]["step_up"]["url"] == question["params"]["url"]
        assert server.wait() == 0
