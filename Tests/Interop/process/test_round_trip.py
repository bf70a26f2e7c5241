"""Random arguments that a tool allows reach the backend as what was meant; those that it does not allow never do."""

import base64
import copy
import json
import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import Draft202012Validator

import backend
from program import ENVELOPE, Server
from received import Received

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1}
NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
MEMBERS = {
    "s": TEXT,
    "i": {"type": "integer", "minimum": -(10**30), "maximum": 10**30},
    "b": {"type": "boolean"},
    "o": {"type": "object", "properties": {"a": {"type": ["number", "null"]}}, "minProperties": 1},
    "l": TEXTS,
}
ANY = {"type": ["array", "number", "object"]}
BINARY = TEXT | {"format": "binary"}
FILES = {"f": BINARY, "g": {"type": "array", "items": BINARY, "minItems": 1}}
MATRIX = {"type": "object", "required": ["r"], "properties": {"r": {"type": "integer"}}, "additionalProperties": False}


def parameter(name, place, schema, **more):
    return {"name": name, "in": place, "required": place == "path", "schema": schema} | more


def taking(media_type, schema):
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def form(members):
    return {"type": "object", "required": ["s"], "properties": members, "additionalProperties": False}


PARAMETERS = [
    parameter("id", "path", TEXT | {"minLength": 1}),
    parameter("n", "path", {"type": "integer"}),
    parameter("label", "path", NUMBERS, style="label", explode=True),
    parameter("matrix", "path", MATRIX, style="matrix"),
    parameter("q", "query", TEXT),
    parameter("number", "query", {"type": "number"}),
    parameter("many", "query", TEXTS),
    parameter("comma", "query", TEXTS, explode=False),
    parameter("pipe", "query", NUMBERS, style="pipeDelimited", explode=False),
    parameter("space", "query", NUMBERS, style="spaceDelimited", explode=False),
    parameter("deep", "query", {"type": "object", "additionalProperties": TEXT}, style="deepObject", explode=True),
    {"name": "j", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
    parameter("X-Field", "header", TEXT | {"format": "field"}),
    parameter("crumb", "cookie", TEXT),
]
DOCUMENT = {
    "openapi": "3.1.1",
    "info": {"title": "Round trip", "version": "1"},
    "paths": {
        "/p/{id}/x/{n}/{label}/{matrix}": {"get": {"operationId": "read", "parameters": PARAMETERS}},
        "/json": {"post": {"operationId": "write"} | taking("application/json", form(MEMBERS))},
        "/any": {"post": {"operationId": "write_any"} | taking("application/json", ANY)},
        "/form": {"post": {"operationId": "fill"} | taking("application/x-www-form-urlencoded", form(MEMBERS))},
        "/parts": {"post": {"operationId": "send"} | taking("multipart/form-data", form(MEMBERS | FILES))},
        "/text": {"post": {"operationId": "say"} | taking("text/plain; charset=utf-8", TEXT)},
        "/bytes": {"put": {"operationId": "put_bytes"} | taking("application/octet-stream", BINARY)},
    },
}

# The same cases in every run.
randomly = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

FORMATS = {
    "base64": st.binary(max_size=50).map(lambda content: base64.b64encode(content).decode()),
    "field": st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1).map(lambda text: f"x{text}x"),
}


class Tools:
    """A server with the tools of the document, and the backend that keeps what arrives."""

    def __init__(self, server, backend):
        self.server = server
        self.requests = backend.requests
        listed = server.answer(server.begin("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]
        self.schemas = {tool["name"]: tool["inputSchema"] for tool in listed}
        # Arguments that the tools' own schemas allow.
        self.allowed = {
            name: from_schema(generated(schema), custom_formats=FORMATS) for name, schema in self.schemas.items()
        }

    def call(self, tool, arguments):
        """The result, and the request if there was one."""
        before = len(self.requests)
        result = self.server.call(tool, **arguments)
        assert len(self.requests) - before <= 1
        return result, Received(self.requests[-1]) if len(self.requests) > before else None

    def sent(self, tool, arguments):
        result, received = self.call(tool, arguments)
        assert not result.get("isError"), result
        return received


def generated(schema):
    """The schema with a format where only base64 is taken, which is nothing that schemas assert."""
    schema = copy.deepcopy(schema)
    for member in schema["properties"].values():
        for place in (member, member.get("items", {})):
            if "contentEncoding" in place:
                place["format"] = "base64"
    return schema


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    file = tmp_path_factory.mktemp("round-trip") / "document.json"
    file.write_text(json.dumps(DOCUMENT))
    with backend.Backend(backend.answering(backend.json_answer(b"{}"))) as recording:
        with Server("--spec", str(file), "--backend", recording.url, "--log-level", "error") as server:
            yield Tools(server, recording)


def exact(text):
    """JSON whose numbers are what they say, however they are written: 5.0 arrives as 5."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def meant(value):
    return exact(json.dumps(value))


def leads_elsewhere(text):
    """Whether a server may take a value of the path for another path."""
    for _ in range(4):
        if {".", ".."} & set(re.split(r"[/\\]", text)):
            return True
        text = unquote(text)
    return False


@randomly
@given(data=st.data())
def test_parameters_arrive_as_what_was_meant(tools, data):
    arguments = data.draw(tools.allowed["read"])
    result, received = tools.call("read", arguments)
    if received is None:
        assert result["isError"] and leads_elsewhere(arguments["id"]), result
        return
    label = "." + ".".join(map(str, arguments["label"]))
    matrix = f";matrix=r,{arguments['matrix']['r']}"
    assert received.text_segments == ["p", arguments["id"], "x", str(arguments["n"]), label, matrix]
    assert received.values("q") == ([arguments["q"]] if "q" in arguments else [])
    assert [exact(text) for text in received.values("number")] == [
        meant(arguments[name]) for name in ["number"] if name in arguments
    ]
    assert received.values("many") == arguments.get("many", [])
    assert received.elements("comma", ",") == arguments.get("comma", [])
    assert received.elements("pipe", "%7C") == [str(number) for number in arguments.get("pipe", [])]
    assert received.elements("space", "%20") == [str(number) for number in arguments.get("space", [])]
    deep = arguments.get("deep", {})
    assert {name: value for name, value in received.query if name.startswith("deep[")} == {
        f"deep[{name}]": value for name, value in deep.items()
    }
    assert [exact(text) for text in received.values("j")] == [
        meant(arguments[name]) for name in ["j"] if name in arguments
    ]
    assert received.fields.get("x-field") == arguments.get("X-Field")
    assert received.cookie("crumb") == arguments.get("crumb")
    alone = {"q", "number", "many", "comma", "pipe", "space", "j"}
    assert all(name in alone or name.startswith("deep[") for name, _ in received.query)


@randomly
@given(data=st.data())
def test_json_arrives_as_what_was_meant(tools, data):
    arguments = data.draw(tools.allowed["write"])
    assert exact(tools.sent("write", arguments).json) == meant(arguments)
    arguments = data.draw(tools.allowed["write_any"])
    assert exact(tools.sent("write_any", arguments).json) == meant(arguments["body"])


def assert_members(fields, arguments):
    for name, value in arguments.items():
        texts = fields.getlist(name)
        if isinstance(value, str):
            assert texts == [value]
        elif isinstance(value, list):
            assert texts == value
        else:
            assert [exact(text) for text in texts] == [meant(value)]
    assert set(fields) == set(arguments)


@randomly
@given(data=st.data())
def test_forms_arrive_as_what_was_meant(tools, data):
    arguments = data.draw(tools.allowed["fill"])
    fields, files = tools.sent("fill", arguments).form
    assert not files
    assert_members(fields, arguments)


@randomly
@given(data=st.data())
def test_multipart_bodies_arrive_as_what_was_meant(tools, data):
    arguments = data.draw(tools.allowed["send"])
    fields, files = tools.sent("send", arguments).form
    for name in FILES:
        given = arguments.pop(name, [])
        given = given if isinstance(given, list) else [given]
        assert [file.read() for file in files.getlist(name)] == [base64.b64decode(text) for text in given]
    assert_members(fields, arguments)


@randomly
@given(data=st.data())
def test_text_and_bytes_arrive_as_they_are(tools, data):
    arguments = data.draw(tools.allowed["say"])
    assert tools.sent("say", arguments).body.decode() == arguments["body"]
    arguments = data.draw(tools.allowed["put_bytes"])
    assert tools.sent("put_bytes", arguments).body == base64.b64decode(arguments["body"])


# No text in it is JSON, which would be read where JSON is wanted.
WRONG = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().map("x{}".format),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3),
    max_leaves=6,
)


@st.composite
def changed(draw, tools, tool):
    """Arguments of which one is missing, another, or one too many."""
    arguments = draw(tools.allowed[tool])
    name = draw(st.sampled_from(list(tools.schemas[tool]["properties"])) | st.text(max_size=8))
    if draw(st.booleans()) and name in arguments:
        del arguments[name]
    else:
        arguments[name] = draw(WRONG)
    return arguments


TYPES = ["string", "number", "boolean", "object", "array"]


def checked(schema):
    """The schema by which arguments are checked: what is published for any value has neither null nor any depth."""
    if isinstance(schema, list):
        return [checked(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if [form.get("type") for form in schema.get("anyOf", [])] == TYPES:
        return {}
    return {name: checked(part) for name, part in schema.items()}


def without_nulls(value):
    if isinstance(value, list):
        return [without_nulls(element) for element in value]
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(member) for name, member in value.items() if member is not None}


@randomly
@given(data=st.data())
def test_what_is_not_allowed_never_arrives(tools, data):
    tool = data.draw(st.sampled_from(["read", "write", "write_any", "fill"]))
    arguments = data.draw(changed(tools, tool))
    result, received = tools.call(tool, arguments)
    schema = checked(tools.schemas[tool])
    validator = Draft202012Validator(schema)
    # Null for an argument that may be left out means left out.
    optional = schema["properties"].keys() - schema.get("required", [])
    given = {name: value for name, value in arguments.items() if value is not None or name not in optional}
    if validator.is_valid(arguments) or validator.is_valid(given):
        # What a schema cannot say may still be wrong with it, but not in JSON.
        assert received or tool == "read", result
    elif received:
        # So it does in an object that is an argument.
        assert validator.is_valid(without_nulls(given)), arguments
    else:
        assert result["isError"] and result["content"][0]["text"].startswith("Invalid arguments"), result
