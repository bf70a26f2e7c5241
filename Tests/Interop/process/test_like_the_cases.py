"""Calls like those of the shared cases: each on a document of its own, with the bytes that go out or what comes back."""

import json

import pytest

from backend import Backend, answering, json_answer
from cases import Request, check
from program import ENVELOPE, Server, run

TEXT = {"type": "string"}
FILE = {"type": "string", "format": "binary"}
OK = json_answer(b'{"ok":true}')
JSON = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}


def document(method="post", body=None, version="3.1.0", components=None, path="/x", **operation):
    own = {"operationId": "t", "responses": JSON} | operation
    if body is not None:
        own["requestBody"] = {"required": True, "content": body}
    return {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {path: {method: own}},
        "components": components or {},
    }


def swagger(parameters, path="/x", method="get"):
    operation = {"operationId": "t", "parameters": parameters, "responses": {"200": {"description": ""}}}
    return {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {path: {method: operation}}}


def answer(body, type=b"application/json", fields=b"", status=b"200 OK"):
    kind = b"Content-Type: %s\r\n" % type if type else b""
    return b"HTTP/1.1 %s\r\n%s%sContent-Length: %d\r\n\r\n%s" % (status, kind, fields, len(body), body)


class Tried:
    """A document that is served to one client, in front of a backend with one answer."""

    def __init__(self, folder, document, answer=OK, options=()):
        self.path = folder / "document.json"
        self.path.write_text(json.dumps(document, ensure_ascii=False))
        self.backend = Backend(answering(answer))
        backend = self.backend.url.removesuffix("/api")
        self.options = ["--spec", str(self.path), "--backend", backend, "--no-docs-tools", *options]

    def call(self, arguments, version="2026-07-28"):
        with self.backend, Server(*self.options) as server:
            if version == "2026-07-28":
                return server.call("t", **arguments)
            info = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}
            server.answer(server.begin("initialize", info))
            server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
            return server.answer(server.begin("tools/call", {"name": "t", "arguments": arguments}))["result"]

    def tool(self):
        with self.backend, Server(*self.options) as server:
            (tool,) = server.answer(server.begin("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]
            return tool

    @property
    def request(self):
        (request,) = self.backend.requests
        return Request(request)

    def lint(self):
        outcome = run("lint", "--json", "--spec", str(self.path))
        assert outcome.returncode in (0, 1), outcome.stderr
        return json.loads(outcome.stdout)


def of_parts(schema, type="multipart/mixed", version="3.1.0", **media):
    return document(body={type: {"schema": schema} | media}, version=version)


def with_properties(**properties):
    return {"type": "object", "properties": properties}


PARTS = with_properties(m={"type": "object"}, f=FILE)
LIST = {"type": "array", "items": TEXT}
OPEN = with_properties(a=TEXT)
BODY = {"application/json": {"schema": with_properties(c={"type": "string", "pattern": "/^[a-z]+$/i"})}}
EITHER = {"schemas": {"A": with_properties(k=TEXT), "B": with_properties(z=TEXT)}}
REFERENCES = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}

REQUESTS = {
    "multipart/mixed": (of_parts(PARTS), {"m": {"a": "é"}, "f": "aGk="}, {"part_body": ['{"a":"é"}', "hi"]}),
    "multipart/related of 3.0": (
        of_parts(PARTS, "multipart/related", "3.0.3"),
        {"m": {}, "f": "aGk="},
        {"part_headers": ['name="m"', "Content-Type: application/json", "Content-Type: application/octet-stream"]},
    ),
    "parts without names": (
        of_parts({"type": "array", "prefixItems": [{"type": "object"}, FILE]}, version="3.2.0", prefixEncoding=[
            {}, {"contentType": "image/png"}
        ]),
        {"body": [{"a": 1}, "aGk="]},
        {"part_body": ['{"a":1}', "hi"], "part_headers": ["Content-Type: image/png"], "part_headers_lack": "name="},
    ),
    "items of parts": (
        document(body={"multipart/mixed": {"itemSchema": FILE}}, version="3.2.0"),
        {"body": ["aGk=", "aG8="]},
        {"part_body": ["hi", "ho"]},
    ),
    "files of any name": (
        of_parts({"type": "object", "additionalProperties": FILE}, "multipart/form-data"),
        {"body": {"b": "aGk="}},
        {"part_body": ["hi"], "part_headers": ['name="b"; filename="b"']},
    ),
    "no schema of others": (
        document(body={"application/json": {"schema": OPEN | {"additionalProperties": {}}}}, version="3.0.3"),
        {"a": "1", "ü": [1]},
        {"body": '{"a":"1","ü":[1]}'},
    ),
    "unevaluated": (
        document(body={"application/json": {"schema": OPEN | {"unevaluatedProperties": True}}}),
        {"a": "1", "b": 2},
        {"body": '{"a":"1","b":2}'},
    ),
    "a pattern between slashes": (document(body=BODY), {"c": "Ab"}, {"body": '{"c":"Ab"}'}),
    "alternatives that overlap": (
        document(body={"application/json": {"schema": REFERENCES}}, components=EITHER),
        {"body": {"k": "v"}},
        {"body": '{"k":"v"}'},
    ),
    "numbers that are integers as well": (
        document("get", parameters=[
            {"name": "n", "in": "query", "schema": {"oneOf": [{"type": "integer"}, {"type": "number"}]}}
        ]),
        {"n": 5},
        {"request_line": "GET /x?n=5 HTTP/1.1"},
    ),
    "media types that are none": (
        document("get", responses={
            "200": {"description": "", "content": {"é": {}, "text": {}, "a b/c": {}, "text/csv": {}}}
        }),
        {},
        {"header": "Accept: text/csv, */*;q=0.5"},
    ),
    "multi in a path": (
        swagger([{"name": "a", "in": "path", "required": True, "collectionFormat": "multi"} | LIST], "/x/{a}"),
        {"a": ["1", "é"]},
        {"request_line": "GET /x/1,%C3%A9 HTTP/1.1"},
    ),
    "multi in a header": (
        swagger([{"name": "A", "in": "header", "collectionFormat": "multi"} | LIST]),
        {"A": ["1", "2"]},
        {"header": "A: 1,2"},
    ),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_has_its_right_bytes(name, tmp_path):
    description, arguments, expected = REQUESTS[name]
    tried = Tried(tmp_path, description)
    result = tried.call(arguments)
    expected = dict(expected)
    assert result["isError"] is False, result
    if "part_body" in expected:
        assert [body.decode() for _, body in tried.request.parts] == expected.pop("part_body")
    if absent := expected.pop("part_headers_lack", None):
        assert not [head for head, _ in tried.request.parts if absent in head]
    check(expected, result, tried.request)


def test_a_range_is_no_media_type_of_a_body(tmp_path):
    tried = Tried(tmp_path, document(body={"text/*": {"schema": TEXT}}))
    result = tried.call({"body": "x", "content_type": "text/*"})
    assert result["isError"] and not tried.backend.requests
    assert "content_type has to be one media type of text/*" in result["content"][0]["text"]


@pytest.mark.parametrize("is_required", [False, True])
def test_a_name_that_no_header_field_can_have_is_no_argument(is_required, tmp_path):
    parameter = {"name": "a b", "in": "header", "required": is_required, "schema": TEXT}
    tried = Tried(tmp_path, document("get", parameters=[parameter]))
    (finding,) = [finding for finding in tried.lint() if "a b" in finding["message"]]
    assert finding["severity"] == ("error" if is_required else "warning")
    assert "RFC 9110" in finding["message"]
    if not is_required:
        assert tried.tool()["inputSchema"]["properties"] == {}


DECLARED = {"200": {"description": "", "content": {"application/pdf": {}}}}
PDF = {"type": "resource", "mimeType": "application/pdf"}
RESPONSES = {
    "no type, one declared": (DECLARED, answer(b"%PDF\xff", None), {"content": PDF | {"blob": "JVBERv8="}}),
    "another status": (JSON, answer(b"%PDF", b"application/pdf", status=b"201 Created"), {"content": PDF}),
    "a page for people": (JSON, answer(b"<p>", b"text/html", status=b"202 Accepted"), {"isError": True}),
    "bytes called text": (
        {"200": {"description": "", "content": {"text/plain": {"schema": FILE}}}},
        answer(b"\x00\xff", b"text/plain"),
        {"content": {"type": "resource", "mimeType": "text/plain", "blob": "AP8="}},
    ),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_is_read_as_what_it_is(name, tmp_path):
    responses, sent, expected = RESPONSES[name]
    result = Tried(tmp_path, document("get", responses=responses), sent).call({})
    check({"isError": False} | expected, result, None)


VERSIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("body", [b'{"a":1}', b"[1]", b"5"])
def test_header_fields_are_told_in_every_version(version, body, tmp_path):
    result = Tried(tmp_path, document("get"), answer(body, fields=b'ETag: "v7"\r\n')).call({}, version)
    assert json.loads(result["content"][0]["text"]) == json.loads(body)
    assert "v7" in json.dumps(result)


LISTED = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": OPEN}}}}}
MANY = b"[" + b",".join([b'{"a":"%s"}' % (b"x" * 80)] * 30) + b"]"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("sent", [answer(MANY), answer(b'[{"a":1},5]'), b"HTTP/1.1 204 No Content\r\n\r\n"])
def test_a_list_that_is_not_whole_says_so_in_each_form(version, sent, tmp_path):
    tried = Tried(tmp_path, document("get", responses=LISTED), sent, ["--max-result-bytes", "1000"])
    result = tried.call({}, version)
    assert result["isError"] is False
    if version in VERSIONS[:2]:
        assert "structuredContent" not in result
    else:
        assert result["structuredContent"]["_notes"]
    if sent == answer(MANY) and version in VERSIONS[2:]:
        assert len(result["structuredContent"]["beginning"]) < 30


def test_a_list_that_is_whole_is_the_same_in_each_form(tmp_path):
    tried = Tried(tmp_path, document("get", responses=LISTED), answer(b'[{"a":"1"}]', fields=b"ETag: v\r\n"))
    result = tried.call({})
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"] == [{"a": "1"}]
    assert "ETag: v" in result["content"][1]["text"]


def test_a_refusal_keeps_to_the_longest_result(tmp_path):
    sent = answer(b'{"e":"%s"}' % (b"x" * 20_000), status=b"422 Unprocessable Content")
    result = Tried(tmp_path, document("get"), sent, ["--max-result-bytes", "1000"]).call({})
    assert result["isError"] and len(result["content"][0]["text"]) < 1_300


def test_a_page_that_cannot_be_asked_for_ends_the_sentence(tmp_path):
    result = Tried(tmp_path, document("get"), answer(b'{"next":"n"}')).call({})
    assert "Note: there is a next page (next is n)." in [item["text"] for item in result["content"]]
