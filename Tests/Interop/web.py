"""The program on HTTP, and requests to it as they are on the wire."""

import http.client
import json
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from program import DEADLINE, ENVELOPE, Program, control


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def message(self):
        return json.loads(self.body)


class WebServer(Program):
    """The program on HTTP, on a port that was free; where it listens by itself if that is None."""

    def __init__(self, *arguments, listen="127.0.0.1:0", env=None):
        super().__init__("http", *(["--listen", listen] if listen else []), *arguments, env=env)
        self.sandbox_url = self.wait_for_url("Sandbox") if "--sandbox" in arguments else None
        self.url = self.wait_for_url("Serving")
        self.port = urlsplit(self.url).port

    def control(self, path, **members):
        """Asks its own sandbox."""
        return control(self.sandbox_url, path, **members)

    def get(self, path, **headers):
        return request("GET", self.url.removesuffix("/mcp") + path, headers=headers)

    def post(self, method, params=None, headers=None):
        connection = Connection(self.url)
        try:
            return connection.post(method, params, headers)
        finally:
            connection.close()

    def call(self, tool, /, headers=None, **arguments):
        """The result of a tool."""
        answer = self.post("tools/call", {"name": tool, "arguments": arguments}, headers)
        assert answer.status == 200, answer
        return answer.message["result"]


class Connection:
    """A connection that is kept from request to request, as far as the other side keeps it."""

    def __init__(self, url):
        self._url = urlsplit(url)
        self._connection = http.client.HTTPConnection(self._url.hostname, self._url.port, timeout=DEADLINE)

    def close(self):
        self._connection.close()

    def hang_up(self):
        """Ends the connection while somebody waits for an answer on it."""
        self._connection.sock.shutdown(socket.SHUT_RDWR)

    def request(self, method, body=None, headers=None):
        self._connection.request(method, self._url._replace(scheme="", netloc="").geturl(), body, headers or {})
        answer = self._connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def post(self, method, params=None, headers=None):
        """Sends a request of 2026-07-28, with the headers that go with it."""
        params = {"_meta": ENVELOPE} | (params or {})
        own = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": ENVELOPE["io.modelcontextprotocol/protocolVersion"],
            "Mcp-Method": method,
        }
        if name := params.get("name") or params.get("uri"):
            own["Mcp-Name"] = name
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return self.request("POST", json.dumps(message).encode(), own | (headers or {}))


def request(method, url, body=None, headers=None):
    """Sends a request on a connection of its own."""
    connection = Connection(url)
    try:
        return connection.request(method, body, headers)
    finally:
        connection.close()


def is_listening(url):
    address = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((address.hostname, address.port)) == 0


def free_port():
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
