"""Small inputs with their right value, which lie beside the checkout: one folder a case (README.md there)."""

import json
import os
import re
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path

from backend import Backend, json_answer
from program import ENVELOPE, Server, run

FOLDER = Path(__file__).parents[3] / "shared/cases"
IS_REQUIRED = os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") == "1"
OK = json_answer(b'{"ok":true}')


class Request:
    """A request as its bytes arrived."""

    def __init__(self, request):
        head, _, self.body = request.partition(b"\r\n\r\n")
        self.line, *self.fields = head.decode("latin-1").split("\r\n")

    def values(self, name):
        return [field.partition(": ")[2] for field in self.fields if field.lower().startswith(f"{name.lower()}:")]

    @property
    def content_type(self):
        (value,) = self.values("Content-Type")
        return value.partition(";")[0].strip()

    @property
    def parts(self):
        """The parts of a multipart body: the head and the bytes of each."""
        (type,) = self.values("Content-Type")
        boundary = re.search(r'boundary="?([^";]+)', type)[1].encode()
        assert message_from_bytes(b"Content-Type: %s\r\n\r\n%s" % (type.encode(), self.body), policy=HTTP).is_multipart()
        found = self.body.split(b"--" + boundary)[1:-1]
        parts = [part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n") for part in found]
        return [(head.decode(), body) for head, _, body in parts]


class Case:
    """One case, and the program that it is tried on."""

    def __init__(self, name):
        self.name = name
        self.folder = FOLDER / name
        (self.document,) = self.folder.glob("doc.*")
        self.expected = json.loads((self.folder / "expected.json").read_text())["expected"]
        call = self.folder / "call.json"
        self.call = json.loads(call.read_text()) if call.exists() else None

    @property
    def answers(self):
        """The bytes of the backend's answers by path; those that are told in words are left out."""
        told = (self.call or {}).get("backend_answers", {})
        return {path: text.encode("latin-1") for path, text in told.items() if "\r\n\r\n" in text}

    def serving(self, answers=None):
        """A backend that gives the answers of the case, or those that are given here."""
        answers = self.answers if answers is None else answers

        def behave(connection, request):
            path = request.split(b" ")[1].decode().partition("?")[0]
            answer = answers.get(path, OK)
            if callable(answer):
                return answer(connection, request)
            connection.sendall(answer)
            return True

        backend = Backend(behave)
        backend.url = backend.url.removesuffix("/api")
        return backend

    def server(self, backend, *options):
        options = [*(self.call or {}).get("options", []), *options]
        env = (self.call or {}).get("env", {}) | (self.call or {}).get("arguments", {}).get("env", {})
        return Server("--spec", str(self.document), "--backend", backend.url, *options, env=env)

    def make_call(self, answers=None):
        """The result of the call, and the request that the backend got."""
        arguments = {name: value for name, value in self.call["arguments"].items() if name != "env"}
        with self.serving(answers) as backend, self.server(backend) as server:
            result = server.call(self.call["tool"], **arguments)
            assert len(backend.requests) <= 1
            return result, Request(backend.requests[0]) if backend.requests else None

    def tool(self, name=None, *options):
        """The definition of a tool, of the called one if none is named."""
        with self.serving() as backend, self.server(backend, *options) as server:
            listed = server.answer(server.begin("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]
        (tool,) = [tool for tool in listed if tool["name"] == (name or self.call["tool"])]
        return tool

    def lint(self, *options):
        """What lint finds."""
        outcome = run("lint", "--json", "--spec", str(self.document), *options)
        assert outcome.returncode in (0, 1), outcome.stderr
        return json.loads(outcome.stdout)


def check(expected, result, request):
    """Checks everything that is not told in words."""
    text = json.dumps(result, ensure_ascii=False)
    for key, value in expected.items():
        if key in OF_REQUESTS:
            assert request, f"nothing was sent: {text}"
            OF_REQUESTS[key](request, value)
        elif key in OF_RESULTS:
            OF_RESULTS[key](result, text, value)
        else:
            assert key in IN_WORDS or key == "tool_enum", f"{key} is nothing that README.md tells of"


IN_WORDS = {"tool", "lint", "document", "each", "secret", "not", "stdout_ids"}


def _equal(given, wanted):
    assert given == wanted


def _header(request, wanted):
    name = wanted.partition(":")[0]
    assert [field for field in request.fields if field.lower().startswith(f"{name.lower()}:")] == [wanted]


def _header_begins(request, wanted):
    assert any(field.startswith(wanted) for field in request.fields), request.fields


def _header_count(request, wanted):
    assert {name: len(request.values(name)) for name in wanted} == wanted


def _part_headers(request, wanted):
    heads = [head for head, _ in request.parts]
    for text in wanted:
        assert any(text in head for head in heads), heads


def _content(result, _, wanted):
    def has(block):
        own = block | block.get("resource", {})
        return all(own.get(key) == value or block.get(key) == value for key, value in wanted.items())

    assert any(has(block) for block in result["content"]), result["content"]


def _has(_, text, wanted):
    for part in wanted:
        assert part in text, text


def _lacks(_, text, wanted):
    for part in wanted:
        assert part not in text, text


OF_REQUESTS = {
    "request_line": lambda request, wanted: _equal(request.line, wanted),
    "header": _header,
    "header_begins": _header_begins,
    "header_count": _header_count,
    "content_type": lambda request, wanted: _equal(request.content_type, wanted),
    "body": lambda request, wanted: _equal(request.body.decode(), wanted),
    "request_body_has": lambda request, wanted: _has(None, request.body.decode(), [wanted]),
    "part_headers": _part_headers,
    "part_body": lambda request, wanted: _equal([body.decode() for _, body in request.parts], [wanted]),
    "part_body_hex": lambda request, wanted: _equal([body.hex() for _, body in request.parts], [wanted]),
}
OF_RESULTS = {
    "isError": lambda result, _, wanted: _equal(result.get("isError", False), wanted),
    "structured": lambda result, _, wanted: _equal(result.get("structuredContent"), wanted),
    "structured_has": lambda result, _, wanted: _has(None, json.dumps(result.get("structuredContent")), [wanted]),
    "content": _content,
    "result_contains": _has,
    "result_lacks": _lacks,
}
