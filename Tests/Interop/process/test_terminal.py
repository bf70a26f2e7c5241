"""What others have written, printed: on a terminal nothing of it moves the cursor or changes how things look."""

import json
import re

import pytest

import backend
from program import Program, Server, run
from terminal import Terminal

EVIL = "\x1b[2J\x1b]0;owned\x07\u009b31m\u202eabc\u2066\u200f\x7f\x08\u0085\u2028\U000e0041\ufe0f\rX"
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufe0f\U000e0041]")


def api(url):
    operation = {
        "operationId": "evil" + EVIL, "summary": EVIL + "title\nerror: forged", "description": EVIL, "tags": [EVIL],
        "parameters": [{"name": "q" + EVIL, "in": "query", "schema": {"type": "string"}}],
        "x-mcp": {"name": "evil", "pin" + EVIL: True},
        "responses": {"200": {"description": EVIL, "content": {"application/json": {"schema": {
            "type": "object", "properties": {"password" + EVIL: {"type": "string", "format": "password"}}}}}}},
    }
    broken = {"post": {"operationId": "b", "parameters": [{"$ref": "#/" + EVIL}]}}
    return {
        "openapi": "3.1.1", "info": {"title": EVIL, "version": "1"}, "servers": [{"url": url}],
        "tags": [{"name": "other"}], "paths": {"/evil": {"get": operation}, "/broken" + EVIL + "\nforged": broken},
    }


@pytest.fixture
def evil():
    """A backend that says the worst, first as an answer and then as a failure."""
    answers = [
        backend.json_answer(json.dumps({"said": EVIL, EVIL: "\u009b"}, ensure_ascii=False).encode()),
        b"HTTP/1.1 500 Bad\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
        % (len((EVIL + "\nforged").encode()), (EVIL + "\nforged").encode()),
        b"HTTP/1.1 500 Bad\x1b[31m\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Length: 6\r\n\r\n\x9b31mab",
    ]

    def behave(connection, request):
        number = int(re.search(rb"n=(\d)", request + b"n=0")[1])
        connection.sendall(answers[number])
        return False

    with backend.Backend(behave) as evil:
        yield evil


@pytest.fixture
def document(evil, tmp_path):
    file = tmp_path / "evil.json"
    file.write_text(json.dumps(api(evil.url)))
    return file


COMMANDS = [
    ["tools"], ["tools", "--json"], ["tools", "--secret-fields"], ["lint"], ["lint", "--json"], ["doctor"],
    ["doctor", "--json"], ["call", "evil"], ["call", "evil", "--log-level", "trace"], ["call", "evul" + EVIL],
    ["tools", "--exclude", "tag:nope"], ["tools", "--strict"], ["lint", "--strict", "--include", "path:/evul"],
    ["tools", "--log-level", "debug"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:30].encode("unicode_escape").decode())
def test_a_terminal_gets_nothing_that_it_would_obey(document, command):
    with Terminal(*command, "--spec", str(document)) as terminal:
        terminal.end()
        seen = terminal.seen.replace("\r\n", "\n")
    assert seen
    found = HIDDEN.search(seen)
    assert not found, seen[max(0, found.start() - 100) : found.end() + 20]


@pytest.mark.parametrize("number", [1, 2])
def test_the_failure_of_a_backend_is_words(document, evil, tmp_path, number):
    text = api(evil.url)
    text["paths"] = {"/evil?": text["paths"]["/evil"]}
    text["paths"] = {f"/n={number}": text["paths"]["/evil?"]}
    document.write_text(json.dumps(text))
    with Terminal("call", "evil", "--spec", str(document)) as terminal:
        terminal.end()
        seen = terminal.seen.replace("\r\n", "\n")
    assert "500" in seen
    assert not HIDDEN.search(seen), seen


def test_json_stays_the_same_json(document):
    result = run("call", "evil", "--spec", str(document))
    assert result.returncode == 0
    assert json.loads(result.stdout) == {"said": EVIL, EVIL: "\u009b"}
    assert "\\u009b" in result.stdout and not HIDDEN.search(result.stdout)
    fields = json.loads(run("tools", "--secret-fields", "--json", "--spec", str(document)).stdout)
    assert "\\x1b[2J" in repr(fields)


def test_a_line_of_the_document_forges_no_line_of_lint(document):
    result = run("lint", "--spec", str(document))
    assert all(line.startswith(str(document)) for line in result.stdout.split("\n") if line)


def test_a_log_line_stays_one_line(document):
    with Server("--spec", str(document), "--log-level", "trace") as server:
        server.begin_call("evil")
        server.receive()
        server.end_input()
        server.wait()
        lines = server.errors.text()
    assert "cannot be served" in lines
    assert not HIDDEN.search(lines) and "\nforged" not in lines


def test_a_request_over_http_forges_nothing_in_the_log():
    with Program("http", "--sandbox", "--listen", "127.0.0.1:0", "--log-level", "trace") as server:
        url = server.wait_for_url("Serving")
        import socket

        host, port = re.search(r"//([^:/]+):(\d+)", url).groups()
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(
                b"POST /mcp HTTP/1.1\r\nHost: h\xc2\x9b31m\r\nOrigin: \xe2\x80\xaeevil\r\nX: \x9b\r\nContent-Length: 0\r\n\r\n"
            )
            connection.recv(4096)
        server.terminate()
        assert server.wait() == 0
        assert not HIDDEN.search(server.errors.text())
