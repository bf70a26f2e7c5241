"""Scored scenarios of the official conformance suite that are about HTTP, or about questions on it."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from fixtures import ConformanceServer
from program import DEADLINE, ENVELOPE
from web import Connection


@pytest.fixture(scope="module")
def server():
    with ConformanceServer() as server:
        yield server


def post(server, method, params=None, headers=None):
    connection = Connection(server.url)
    try:
        return connection.post(method, params, headers)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Host": "evil.example:8722"}]
)
def test_dns_rebinding_protection(server, headers):
    assert post(server, "server/discover", headers=headers).status == 403
    assert post(server, "server/discover", headers={"Host": "localhost", "Origin": "http://localhost"}).status == 200


def test_server_stateless(server):
    version = {"io.modelcontextprotocol/protocolVersion": "v999.0.0"}
    header = {"MCP-Protocol-Version": "v999.0.0"}
    for params, headers, status, code in [
        ({}, {}, 200, None),
        (None, {"MCP-Protocol-Version": "2025-11-25"}, 400, -32020),
        ({"_meta": ENVELOPE | version}, header, 400, -32022),
        ({"_meta": {}}, {}, 400, -32602),
    ]:
        answer = raw(server, "server/discover", params, headers)
        assert (answer.status, answer.message.get("error", {}).get("code")) == (status, code), answer
    assert post(server, "initialize").status == 404
    missing = post(server, "tools/call", {"name": "test_missing_capability", "arguments": {}})
    assert (missing.status, missing.message["error"]["code"]) == (400, -32021)


def raw(server, method, params, headers):
    """A modern request whose envelope is what a test says."""
    params = {"_meta": ENVELOPE} | (params or {})
    own = {"Content-Type": "application/json", "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method}
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    connection = Connection(server.url)
    try:
        return connection.request("POST", json.dumps(message), own | headers)
    finally:
        connection.close()


def test_input_required_result_elicitation(server):
    able = {"_meta": ENVELOPE | {"io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}}}}
    call = {"name": "test_input_required_result_elicitation", "arguments": {}}
    asked = modern(server, call | able)
    assert asked["resultType"] == "input_required"
    ((key, question),) = asked["inputRequests"].items()
    assert question["method"] == "elicitation/create"
    content = dict.fromkeys(question["params"]["requestedSchema"]["properties"], "Alice")
    again = {"inputResponses": {key: {"action": "accept", "content": content}}}
    if "requestState" in asked:
        again["requestState"] = asked["requestState"]
    told = modern(server, call | able | again)
    assert told["resultType"] == "complete"
    assert "Alice" in told["content"][0]["text"]


def modern(server, params):
    headers = {"Content-Type": "application/json", "MCP-Protocol-Version": "2026-07-28"}
    headers |= {"Mcp-Method": "tools/call", "Mcp-Name": params["name"]}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    connection = Connection(server.url)
    try:
        answer = connection.request("POST", json.dumps(message), headers)
    finally:
        connection.close()
    assert answer.status == 200, answer
    return answer.message["result"]


class LegacySession:
    """A session whose answers are read event by event."""

    def __init__(self, server, version):
        self.address = urlsplit(server.url)
        self.headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        params = {
            "protocolVersion": version,
            "capabilities": {"elicitation": {}, "sampling": {}},
            "clientInfo": {"name": "test", "version": "1"},
        }
        opened = self.send({"id": 0, "method": "initialize", "params": params})
        self.headers |= {"Mcp-Session-Id": opened.headers["Mcp-Session-Id"], "MCP-Protocol-Version": version}
        opened.read()
        assert self.send({"method": "notifications/initialized"}).status == 202

    def send(self, message):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=DEADLINE)
        connection.request("POST", "/mcp", json.dumps({"jsonrpc": "2.0"} | message), self.headers)
        return connection.getresponse()

    def messages(self, answer):
        assert answer.headers["Content-Type"] == "text/event-stream"
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


@pytest.mark.parametrize("version", ["2025-06-18", "2025-11-25"])
@pytest.mark.parametrize(
    ("tool", "arguments", "method", "result"),
    [
        ("test_sampling", {"prompt": "Say Paris"}, "sampling/createMessage",
         {"role": "assistant", "content": {"type": "text", "text": "Paris"}, "model": "model"}),
        ("test_elicitation", {"message": "Who?"}, "elicitation/create",
         {"action": "accept", "content": {"username": "Paris", "email": "paris@example.com"}}),
    ],
)  # fmt: skip
def test_tools_call_with_questions(server, version, tool, arguments, method, result):
    session = LegacySession(server, version)
    answer = session.send({"id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}})
    messages = session.messages(answer)
    question = next(messages)
    assert question["method"] == method
    assert session.send({"id": question["id"], "result": result}).status == 202
    told = next(messages)
    assert told["id"] == 1
    assert "Paris" in told["result"]["content"][0]["text"]
    # The stream ends with the reply (HTTP-12).
    assert next(messages, None) is None


def events(answer):
    """The events of a stream to its end, each as its fields."""
    found, fields = [], {}
    while line := answer.readline().decode():
        name, _, value = line.rstrip("\n").partition(":")
        if name:
            fields[name] = value.strip()
        elif fields:
            found.append(fields)
            fields = {}
    return found


def test_server_sse_polling(server):
    session = LegacySession(server, "2025-11-25")
    call = events(session.send({"id": 1, "method": "tools/call", "params": {"name": "test_reconnection"}}))
    # An id and the time to wait go first, then one notification; the result does not come on this stream.
    assert call[0]["id"] and int(call[0]["retry"]) and not call[0]["data"]
    assert [json.loads(event["data"]).get("method") for event in call[1:]] == ["notifications/message"]
    connection = http.client.HTTPConnection(session.address.hostname, session.address.port, timeout=DEADLINE)
    own = {name: value for name, value in session.headers.items() if name != "Content-Type"}
    connection.request("GET", "/mcp", headers=own | {"Accept": "text/event-stream", "Last-Event-ID": call[-1]["id"]})
    (event,) = events(connection.getresponse())
    message = json.loads(event["data"])
    assert message["id"] == 1 and message["result"]["content"][0]["text"]
    assert event["id"] not in {event["id"] for event in call}


def test_required_argument_that_a_header_repeats(server):
    headers = {"Mcp-Param-Region": "eu"}
    whole = post(server, "tools/call", {"name": "test_x_mcp_header", "arguments": {"region": "eu"}}, headers)
    assert "eu" in whole.message["result"]["content"][0]["text"]
    missing = post(server, "tools/call", {"name": "test_x_mcp_header", "arguments": {}})
    assert missing.message["result"]["isError"]
