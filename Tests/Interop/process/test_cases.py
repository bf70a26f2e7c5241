"""Every case of the shared folder: what it says is tried over the wire, on the built program."""

import json
import threading

import pytest

from cases import FOLDER, IN_WORDS, IS_REQUIRED, Case, check
from program import DEADLINE, ENVELOPE, run

# Those that fail, and why: each goes with the change that mends it. One that passes while it stands here fails.
KNOWN: dict[str, str] = {}

NAMES = sorted(path.name for path in FOLDER.glob("*/")) if FOLDER.is_dir() else []


def marked(name):
    return pytest.param(name, marks=pytest.mark.xfail(reason=KNOWN[name], strict=True) if name in KNOWN else ())


@pytest.fixture(autouse=True)
def folder():
    if not FOLDER.is_dir() and not IS_REQUIRED:
        pytest.skip(f"there is no {FOLDER}")


def test_the_cases_are_there_and_those_that_fail_are_among_them():
    assert NAMES and set(KNOWN) <= set(NAMES)


@pytest.mark.parametrize("name", [marked(name) for name in NAMES])
def test_a_case_has_its_right_value(name):
    case = Case(name)
    in_words = WORDS.get(name)
    assert in_words or not IN_WORDS & set(case.expected), "what is told in words has no test"
    if case.call and "tool" in case.call:
        result, request = case.make_call(answers=ANSWERS.get(name))
        check(case.expected, result, request)
        if "tool_enum" in case.expected:
            properties = case.tool()["inputSchema"]["properties"]
            assert {name: properties[name]["enum"] for name in case.expected["tool_enum"]} == case.expected["tool_enum"]
    if in_words:
        in_words(case)


# What cannot be written down: answers that are large, or have no end.


def over_the_limit(connection, _):
    body = b"[" + b",".join([b'{"a":"' + b"x" * 80 + b'"}'] * 100_000) + b"]"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    connection.sendall(head % len(body) + body)
    return True


def without_end(connection, _):
    """An event each half second, until the client hangs up."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
    pause = threading.Event()
    for number in range(1, 4 * DEADLINE):
        event = b"data: %d\n\n" % number
        connection.sendall(b"%x\r\n%s\r\n" % (len(event), event))
        pause.wait(0.5)
    return False


ANSWERS = {"answer-over-8mb": {"/g": over_the_limit}, "endless-stream": {"/e": without_end}}


# What is told in words.


def served(case):
    """The names of the document's tools, as the program lists them."""
    outcome = run("tools", "--json", "--no-docs-tools", "--spec", str(case.document))
    assert outcome.returncode == 0, outcome.stderr
    return {tool["name"]: tool["definition"] for tool in json.loads(outcome.stdout)}


def properties(tool):
    return tool["inputSchema"]["properties"]


def answers_each_client(case):
    messages = [
        {"method": "tools/call", "params": {"name": "g", "arguments": None, "_meta": ENVELOPE}},
        {"method": "tools/list", "params": {"cursor": None, "_meta": ENVELOPE}},
        {"method": "tools/list", "params": {"cursor": "", "_meta": ENVELOPE}},
    ]
    with case.serving() as backend, case.server(backend) as server:
        for id, message in enumerate(messages):
            server.send(b"\xef\xbb\xbf" * (id == 0) + json.dumps({"jsonrpc": "2.0", "id": id} | message).encode())
            assert "result" in server.answer(id)
    # Of an older version, whose requests need no parameters.
    with case.serving() as backend, case.server(backend) as server:
        info = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}
        server.answer(server.begin("initialize", info))
        server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        server.send({"jsonrpc": "2.0", "id": "x", "method": "tools/list", "params": None})
        assert "result" in server.answer("x")


def has_a_dangling_property(case):
    tool = served(case)["create"]
    assert "type" not in properties(tool)["offline"] and properties(tool)["subject"]["type"] == "string"
    (finding,) = [finding for finding in case.lint() if "Missing" in json.dumps(finding)]
    assert finding["severity"] == "warning" and "/E/properties/offline" in json.dumps(finding)


def has_bark(case):
    assert "bark" in properties(case.tool())


def chooses_a_type(case):
    choices = [schema.get("enum") for schema in properties(case.tool()).values()]
    assert ["application/json-patch+json", "application/merge-patch+json"] in choices


def has_three_findings(case):
    places = {finding["pointer"] for finding in case.lint()}
    below = "/paths/~1a/get/parameters/"
    for place in [f"{below}0/schema/default", f"{below}1/schema/exclusiveMinimum", "/paths/~1a/get/responses/4xx"]:
        assert any(found.startswith(place) for found in places), places


def has_no_lookaround(case):
    assert "(?" not in json.dumps(case.tool()["inputSchema"])


def has_the_arguments_of_the_file(case):
    assert properties(served(case)["droplets_create"]) == {"name": {"type": "string"}}
    (finding,) = [finding for finding in case.lint() if "$ref" in json.dumps(finding)]
    assert finding["severity"] == "warning"


def has_a_note(case):
    assert any(finding["severity"] == "note" and "?" in finding["message"] for finding in case.lint())


def says_the_names_of_the_api(case):
    tool = served(case)["list"]
    told = {schema.get("description", "") for schema in properties(tool).values()}
    for name in ["Date<", "Date>"]:
        assert any(name in text for text in told), told
    assert tool["title"] == "List conferences"


def has_no_content_length(case):
    assert "Content-Length" not in properties(case.tool())


def has_secrets(case):
    outcome = run("tools", "--secret-fields", "--spec", str(case.document))
    assert outcome.returncode == 0, outcome.stderr
    fields = outcome.stdout
    for name in ["value", "signature_key", "hmacKey", "UnlockKey", "pem", "secret_id", "bindpass", "passCode"]:
        assert f" {name}: " in fields or f"{name}:" in fields or f"{name}," in fields, (name, fields)
    for name in ["batch_token", "version_token", "sendInvite"]:
        assert name not in fields, fields


def takes_client_token(case):
    assert "clientToken" in case.tool()["inputSchema"]["required"]


def answers_after_the_end(case):
    has_ended = threading.Event()

    def late(connection, _):
        assert has_ended.wait(DEADLINE)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        return True

    with case.serving({"/g": late}) as backend, case.server(backend) as server:
        info = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}
        server.begin("initialize", info)
        server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        server.begin("tools/call", {"name": "g", "arguments": {}})
        server.end_input()
        has_ended.set()
        assert server.wait() == 0
        assert [json.loads(line).get("id") for line in server.output.text().splitlines()] == case.expected["stdout_ids"]


def is_served(case):
    assert list(served(case)) == ["a"]


WORDS = {
    "client-nulls": answers_each_client,
    "dangling-property": has_a_dangling_property,
    "discriminator-parent-body": has_bark,
    "json-patch-choice": chooses_a_type,
    "lint-missed": has_three_findings,
    "openai-lookaround": has_no_lookaround,
    "operation-ref": has_the_arguments_of_the_file,
    "path-with-query": has_a_note,
    "renamed-arguments": says_the_names_of_the_api,
    "required-content-length": has_no_content_length,
    "secret-fields": has_secrets,
    "secret-name-idempotency": takes_client_token,
    "stdin-eof-call-lost": answers_after_the_end,
    "yaml-bracket-text": is_served,
    "yaml-emphasis": is_served,
    "yaml-explicit-key": is_served,
}
