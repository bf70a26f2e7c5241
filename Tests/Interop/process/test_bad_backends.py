"""Backends that fail in every way: a clear answer each time, nothing sent twice, and the server lives on."""

import re
import socket
import threading

import pytest

import backend
from backend import Backend, answering, json_answer
from program import DEADLINE, PASSWORD, Server

KEY = {"name": "Nightly backup", "mode": "read", "password": PASSWORD}
POST = b"POST /api/me/api-keys HTTP/1.1"
HTML = b"<html><body>Welcome</body></html>"

# What the backend does, and what the words for the model have to say.
BEHAVIOURS = {
    "never answers": (backend.hang, "(?i)time|answer"),
    "closes the connection": (backend.close, "(?i)connection|answer"),
    "resets in the middle of the body": (backend.reset_in_body, "(?i)connection|answer|middle"),
    "closes in the middle of the body": (backend.close_in_body, "(?i)connection|answer|middle"),
    "answers 200 with HTML": (
        answering(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(HTML) + HTML),
        "(?i)HTTP 200.*html",
    ),
    "answers 200 with broken JSON": (answering(json_answer(b'{"code":201,')), "(?i)HTTP 200.*JSON"),
    "answers with a gigabyte": (
        backend.stream(backend.OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n"),
        "bytes",
    ),
    "promises a gigabyte": (answering(backend.OK + b"Content-Length: 1073741824\r\n\r\n{"), "(?i)time|bytes"),
    "has an endless header": (backend.stream(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 65536), "(?i)header|bytes"),
    "redirects": (backend.redirect, "HTTP 307"),
    "speaks no HTTP": (answering(b"220 mail.example.com ESMTP\r\n"), "(?i)HTTP|answer"),
    "fails": (answering(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), "HTTP 502"),
}


def words(result):
    assert result["isError"], result
    return "\n".join(block["text"] for block in result["content"])


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_bad_answer_to_a_post_is_told_and_the_post_is_sent_once(name):
    behave, expected = BEHAVIOURS[name]
    with Backend(behave) as bad, Server("--timeout", "1", env=bad.settings) as server:
        text = words(server.call("create_api_key", **KEY))
        assert re.search(expected, text), text
        # Whether a key was made is not known, and the words say how to find out; nobody made one who only redirects.
        assert re.search("(?i)list_api_keys|find out|not followed", text), text
        assert PASSWORD not in text
        server.ping()
        # What may have been done is looked for, which changes nothing.
        asked = [request.split(b"\r\n")[0] for request in bad.requests]
        assert asked in ([POST], [POST, b"GET /api/me/api-keys HTTP/1.1"])
        assert server.peak_memory < 150
        server.end_input()
        assert server.wait() == 0


def test_a_refused_connection_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    env = {"NETHESIS_MCP_BACKEND": f"http://127.0.0.1:{port}/api", "NETHESIS_MCP_TOKEN": "session-token"}
    with Server(env=env) as server:
        text = words(server.call("create_api_key", **KEY))
        assert "Nothing was done" in text
        server.ping()


def test_a_post_on_a_kept_connection_that_dies_is_not_sent_again():
    def behave(connection, request):
        if request.startswith(b"POST"):
            return False
        return answering(json_answer(b'{"code":200,"message":"","data":{"api_keys":[]}}'))(connection, request)

    with Backend(behave) as bad, Server(env=bad.settings) as server:
        assert not server.call("list_api_keys").get("isError")
        assert "nothing was made" in words(server.call("create_api_key", **KEY))
        assert [request[:4] for request in bad.requests] == [b"GET ", b"POST", b"GET "]


def test_a_slow_call_never_delays_a_ping_and_can_be_cancelled(hanging_backend):
    with Server(env=hanging_backend.settings) as server:
        call = server.begin_call("create_api_key", **KEY)
        assert hanging_backend.has_request.wait(DEADLINE)
        server.ping()
        server.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": call}})
        assert hanging_backend.has_lost_client.wait(DEADLINE)
        server.ping()  # and no answer to the call before it (CANC-06)


def test_a_read_in_flight_is_aborted_at_the_end_of_input(hanging_backend):
    with Server("--timeout", "600", env=hanging_backend.settings) as server:
        server.begin_call("list_api_keys")
        assert hanging_backend.has_request.wait(DEADLINE)
        server.end_input()
        assert server.wait() == 0
        assert hanging_backend.has_lost_client.wait(DEADLINE)


@pytest.mark.parametrize("end", [Server.end_input, Server.terminate])
def test_a_post_in_flight_is_answered_after_the_end(end):
    may_answer = threading.Event()

    def behave(connection, request):
        assert may_answer.wait(DEADLINE)
        return answering(json_answer(b'{"code":201,"message":"","data":{}}'))(connection, request)

    with Backend(behave) as slow, Server(env=slow.settings) as server:
        call = server.begin_call("create_api_key", **KEY)
        assert slow.has_request.wait(DEADLINE)
        end(server)
        may_answer.set()
        assert server.answer(call)["result"]["structuredContent"]["code"] == 201
        assert server.wait() == 0


def test_a_lost_answer_is_told_as_one(sandbox):
    sandbox.control("faults", lost_answer=True)
    with Server(env=sandbox.settings) as server:
        assert "revoke_api_key" in words(server.call("create_api_key", **KEY))
        sandbox.control("faults", lost_answer=False)
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        assert key["name"] == KEY["name"]


def test_a_delay_beyond_the_time_limit_is_told_as_one(sandbox):
    sandbox.control("faults", delay_ms=60_000)
    with Server("--timeout", "0.5", env=sandbox.settings) as server:
        text = words(server.call("create_api_key", **KEY))
        assert "list_api_keys" in text
        assert sandbox.control("requests")["POST /api/me/api-keys"] == 1
