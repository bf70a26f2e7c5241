"""A client without a library, of any version, that keeps every byte that it receives."""

import http.client
import itertools
import json
import re

from program import DEADLINE

MODERN = "2026-07-28"
VERSIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", MODERN]
# What a client says that a person can be asked by.
CLIENTS = {"url": {"elicitation": {"form": {}, "url": {}}}, "form": {"elicitation": {"form": {}}}, "none": {}}
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Pipe:
    """Over standard input and output."""

    tells_callers_apart = True

    def __init__(self, server):
        self._server = server

    @property
    def received(self):
        return b"".join(self._server.output.read)

    def exchange(self, message):
        self._server.send(message)
        while True:
            yield self._server.receive()

    def post(self, message):
        self._server.send(message)


class Web:
    """Over HTTP, each message on a connection of its own."""

    def __init__(self, server, version):
        self._port = server.port
        self._version = version
        self._session = None
        self.received = b""
        self.tells_callers_apart = version != MODERN

    def exchange(self, message):
        answer = self._send(message)
        self._session = answer.headers.get("Mcp-Session-Id", self._session)
        if not answer.headers["Content-Type"].startswith("text/event-stream"):
            yield json.loads(self._keep(answer.read()))
        while line := answer.readline():
            self._keep(line)
            if line.startswith(b"data:") and line[5:].strip():
                yield json.loads(line[5:])

    def post(self, message):
        self._keep(self._send(message).read())

    def _keep(self, data):
        self.received += data
        return data

    def _send(self, message):
        fields = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        if message.get("method") != "initialize":
            fields["MCP-Protocol-Version"] = self._version
        if self._session:
            fields["Mcp-Session-Id"] = self._session
        if self._version == MODERN:
            fields["Mcp-Method"] = message["method"]
            if name := message["params"].get("name"):
                fields["Mcp-Name"] = name
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=DEADLINE)
        connection.request("POST", "/mcp", json.dumps(message).encode(), fields)
        answer = connection.getresponse()
        self._keep(str(answer.headers).encode())
        return answer


class RawClient:
    """Calls tools, and has a person open the pages that it is led to."""

    def __init__(self, way, version, capabilities, open_page):
        self.way, self.version, self.capabilities, self.open_page = way, version, capabilities, open_page
        self.notifications = []
        self._ids = itertools.count(1)
        if version != MODERN:
            info = {"name": "raw", "version": "1"}
            opening = {"protocolVersion": version, "capabilities": capabilities, "clientInfo": info}
            assert self.request("initialize", opening)["result"]["protocolVersion"] == version
            way.post({"jsonrpc": "2.0", "method": "notifications/initialized"})
            self.request("logging/setLevel", {"level": "debug"})

    def request(self, method, params):
        """The answer to a request; what the server asks meanwhile is done."""
        id = next(self._ids)
        meta = {"progressToken": f"progress-{id}", "traceparent": TRACE}
        if self.version == MODERN:
            meta |= {
                "io.modelcontextprotocol/protocolVersion": MODERN,
                "io.modelcontextprotocol/clientCapabilities": self.capabilities,
                "io.modelcontextprotocol/logLevel": "debug",
            }
        message = {"jsonrpc": "2.0", "id": id, "method": method, "params": params | {"_meta": meta}}
        for answer in self.way.exchange(message):
            if "method" not in answer:
                assert answer["id"] == id, answer
                return answer
            if answer["method"] == "elicitation/create":
                assert answer["params"]["mode"] == "url"
                self.open_page(answer["params"]["url"])
                self.way.post({"jsonrpc": "2.0", "id": answer["id"], "result": {"action": "accept"}})
            else:
                self.notifications.append(answer)
        raise AssertionError(f"no answer to {method}")

    def call(self, name, /, **arguments):
        """The result of a call, in the end; the link to a page if nothing tells the server who calls."""
        params = {"name": name, "arguments": arguments}
        for _ in range(3):
            answer = self.request("tools/call", params)
            result = answer["result"]
            if result.get("resultType") == "input_required":
                ((key, question),) = result["inputRequests"].items()
                self.open_page(question["params"]["url"])
                params |= {"requestState": result["requestState"], "inputResponses": {key: {"action": "accept"}}}
                continue
            link = re.search(r"http://127\.0\.0\.1:\d+/step-up/\S+", result["content"][0]["text"])
            if not link:
                return result
            self.open_page(link[0])
            if not self.way.tells_callers_apart:
                return result
        raise AssertionError("asked again and again")
