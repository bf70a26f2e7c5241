"""What may come on standard input and is no message: each is answered, and the next one is none the worse."""

import json
import signal
import subprocess

import pytest

from program import DEADLINE, PATH, Server

PARSE_ERROR, INVALID_REQUEST = -32700, -32600


def nested(depth):
    return b'{"jsonrpc":"2.0","id":1,"method":"ping","params":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"


BAD_LINES = {
    "10,000-deep objects": (nested(10_000), INVALID_REQUEST),
    "10,000-deep arrays": (b"[" * 10_000, INVALID_REQUEST),
    "invalid UTF-8": (b'{"jsonrpc":"2.0","id":1,"method":"\xff\xfe"}', PARSE_ERROR),
    "overlong UTF-8": (b'{"jsonrpc":"2.0","id":1,"method":"\xc0\xaf"}', PARSE_ERROR),
    "a NUL": (b'{"jsonrpc":"2.0","id":1,\x00"method":"ping"}', PARSE_ERROR),
    "a NUL in a text": (b'{"jsonrpc":"2.0","id":1,"method":"pi\x00ng"}', PARSE_ERROR),
    "a lone surrogate": (rb'{"jsonrpc":"2.0","id":1,"method":"\ud800"}', PARSE_ERROR),
    "duplicate keys": (b'{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}', INVALID_REQUEST),
    "two messages on a line": (b'{"jsonrpc":"2.0","id":1,"method":"ping"}' * 2, PARSE_ERROR),
    "words": (b"GET / HTTP/1.1", PARSE_ERROR),
    "id null": (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', INVALID_REQUEST),
    "a fractional id": (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', INVALID_REQUEST),
    "an array": (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', INVALID_REQUEST),
    "an empty array": (b"[]", INVALID_REQUEST),
    "a number": (b"7", INVALID_REQUEST),
}


@pytest.fixture(scope="module")
def server():
    """One server for all of them: it has to survive each."""
    with Server("--sandbox") as server:
        yield server


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_refused_and_survived(server, name):
    line, code = BAD_LINES[name]
    server.send(line)
    refusal = server.receive()
    assert set(refusal) == {"jsonrpc", "error"}  # BASE-08: no id, not even null
    assert refusal["error"]["code"] == code
    assert len(refusal["error"]["message"]) > 20
    server.ping()


def test_a_line_of_50_megabytes_is_refused_in_little_memory():
    with Server("--sandbox") as server:
        server.ping()
        server.send(b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + b"a" * 50_000_000 + b'"}}')
        refusal = server.receive()
        assert refusal["error"]["code"] == INVALID_REQUEST
        assert "bytes" in refusal["error"]["message"]
        server.ping()
        assert server.peak_memory < 150


def test_empty_lines_and_other_line_ends_do_no_harm(server):
    server.send(b"\n\r\n")
    server.ping()
    server.send(b'{"jsonrpc":"2.0","id":"cr","method":"ping"}\r')
    assert server.receive() == {"jsonrpc": "2.0", "id": "cr", "result": {}}


def test_half_a_line_before_the_end_of_input_is_refused():
    with Server("--sandbox") as server:
        server.process.stdin.write(b'{"jsonrpc":"2.0","id":1,"meth')
        server.end_input()
        assert server.receive()["error"]["code"] == PARSE_ERROR
        assert server.wait() == 0


def test_a_last_line_without_an_end_is_answered():
    with Server("--sandbox") as server:
        server.process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}')
        server.end_input()
        assert server.receive() == {"jsonrpc": "2.0", "id": 1, "result": {}}
        assert server.wait() == 0


def test_numbers_and_texts_survive_as_ids(server):
    for id in [0, -1, 2**53 - 1, "", "7", "é\U0001f600\u2028", "\u0000"]:
        server.send({"jsonrpc": "2.0", "id": id, "method": "ping"})
        assert server.receive() == {"jsonrpc": "2.0", "id": id, "result": {}}


def test_standard_output_holds_messages_and_nothing_else():
    with Server("--sandbox", "--log-level", "trace") as server:
        server.ping()
        server.call("list_api_keys")
        server.send(b"nonsense")
        server.end_input()
        assert server.wait() == 0
        for line in server.output.text().splitlines():
            assert json.loads(line)["jsonrpc"] == "2.0"
        assert len(server.output.read) == 3


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(end):
    with Server("--sandbox") as server:
        server.ping()
        server.process.send_signal(end)
        assert server.wait() == 0


def test_the_end_of_input_ends_it_well():
    with Server("--sandbox") as server:
        server.ping()
        server.end_input()
        assert server.wait() == 0
        assert server.output.next() is None


def test_a_missing_standard_input_has_ended():
    command = ["sh", "-c", 'exec "$0" stdio --sandbox <&-', PATH]
    result = subprocess.run(command, capture_output=True, timeout=DEADLINE)
    assert result.returncode == 0, result.stderr
    assert not result.stdout
