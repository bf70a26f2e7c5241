"""Secrets go through the whole program, and are in nothing that a model, a log or a record gets."""

import json
import os
import subprocess

import pytest

from echoing import PASSWORD, SESSION, TOKEN, EchoingBackend
from leaks import found_in
from plain_page import Page, token
from program import PATH, Server, environment, run
from raw_client import CLIENTS, MODERN, TRACE, VERSIONS, Pipe, RawClient, Web
from web import WebServer, free_port, request

SECRETS = [SESSION, PASSWORD, TOKEN]


@pytest.fixture
def backend():
    with EchoingBackend() as backend:
        yield backend


class Person:
    """Types the password on every page, and keeps what is shown there."""

    def __init__(self):
        self.pages = []

    def __call__(self, url):
        self.pages.append(Page(url).submit(PASSWORD))

    @property
    def tokens(self):
        return [token(page) for page in self.pages if "text-0" in page]


def converse(way, version, client, person):
    """Has a key made, and one not."""
    raw = RawClient(way, version, CLIENTS[client], person)
    made = raw.call("create_api_key", name=f"Works {version}", mode="read")
    failed = raw.call("create_api_key", name=f"Fails {version}", mode="read")
    listed = raw.call("list_api_keys")
    assert not listed["isError"]
    if way.tells_callers_apart or client == "url":
        assert made["isError"] is False and "(shown to the user on the page)" in str(made)
        assert failed["isError"] is True and "HTTP 409" in str(failed)
    assert any(note["method"] == "notifications/progress" for note in raw.notifications)


def check(backend, person, everything):
    """Nothing of it has a secret; and it would be seen if it had."""
    assert found_in(SECRETS, everything) == []
    # The controls: the search finds what the backend has said, which has the password, and a person the token.
    said = b"".join(backend.answers).decode()
    assert found_in(SECRETS, said) == SECRETS
    assert sum(json.loads(body)["password"] == PASSWORD for body in posted(backend)) == len(person.pages)
    assert person.tokens == [TOKEN] * (len(person.pages) // 2)
    assert any(TRACE[:35].encode() in request for request in backend.requests)


def posted(backend):
    return [request.partition(b"\r\n\r\n")[2] for request in backend.requests if request.startswith(b"POST")]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("policy", ["strict", "auto"])
def test_over_standard_input_and_output(backend, tmp_path, policy, client):
    person = Person()
    audit = tmp_path / "audit"
    everything = ""
    for version in VERSIONS:
        options = ["--secrets", policy, "--log-level", "trace", "--audit", str(audit), "--no-open-browser"]
        with Server(*options, env=backend.settings) as server:
            way = Pipe(server)
            converse(way, version, client, person)
            server.end_input()
            assert server.wait() == 0
            logged = server.errors.text()
            assert "asked the backend" in logged
            everything += way.received.decode() + logged
    assert len(person.pages) == 2 * len(VERSIONS)
    check(backend, person, everything + audit.read_text())


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("policy", ["strict", "auto"])
def test_over_http(backend, tmp_path, policy, client):
    person = Person()
    audit = tmp_path / "audit"
    metrics = f"127.0.0.1:{free_port()}"
    options = ["--secrets", policy, "--log-level", "trace", "--audit", str(audit), "--metrics-listen", metrics]
    everything = ""
    with WebServer(*options, env=backend.settings) as server:
        for version in VERSIONS:
            way = Web(server, version)
            converse(way, version, client, person)
            everything += way.received.decode()
        measured = request("GET", f"http://{metrics}/metrics").body.decode()
        assert "create_api_key" in measured or "nethesis_mcp" in measured
        everything += measured
        server.terminate()
        assert server.wait() == 0
        logged = server.errors.text()
        assert "asked the backend" in logged
    check(backend, person, everything + logged + audit.read_text())


def test_names_that_callers_make_up_are_no_labels(backend):
    metrics = f"127.0.0.1:{free_port()}"
    options = ["--log-level", "trace", "--metrics-listen", metrics]
    with WebServer(*options, env=backend.settings) as server:
        server.post("tools/call", {"name": SESSION, "arguments": {}})
        server.post(SESSION)
        server.get(f"/{SESSION}", **{"X-Trace": SESSION})
        measured = request("GET", f"http://{metrics}/metrics").body.decode()
        server.terminate()
        assert server.wait() == 0
        assert found_in([SESSION], measured + server.errors.text()) == []


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "components": {"securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
    "security": [{"session": []}],
    "paths": {
        "/things": {
            "post": {
                "operationId": "lockThing",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["name", "opening"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "opening": {
                                        "type": "string",
                                        "x-mcp": {"secret": True},
                                        "x-mcp-header": "Opening",
                                    },
                                },
                            }
                        }
                    },
                },
                "responses": {
                    "201": {
                        "description": "Locked.",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"spare": {"type": "string", "x-mcp": {"secret": True}}},
                                }
                            }
                        },
                    }
                },
            }
        },
        "/things/{id}/secret": {
            "put": {
                "operationId": "renewSecret",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "Renewed.",
                        "content": {
                            "application/json": {
                                "schema": {"type": "object", "properties": {"client_secret": {"type": "string"}}}
                            }
                        },
                    }
                },
            }
        },
    },
}


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "things.json"
    path.write_text(json.dumps(DOCUMENT))
    return path


def test_a_secret_is_never_to_be_repeated_in_a_header(backend, document):
    with WebServer("--spec", str(document), "--log-level", "trace", env=backend.settings) as server:
        tools = server.post("tools/list").message["result"]["tools"]
        (schema,) = (tool["inputSchema"] for tool in tools if tool["name"] == "lock_thing")
        assert "x-mcp-header" not in json.dumps(schema)
        # Whoever does all the same is not told of it, and neither is the log.
        fields = {"Mcp-Param-Opening": PASSWORD.encode("ascii", "ignore").decode()}
        answer = server.post("tools/call", {"name": "lock_thing", "arguments": {"name": "n", "opening": PASSWORD}}, fields)
        server.terminate()
        assert server.wait() == 0
        assert found_in([PASSWORD, SESSION], answer.body.decode() + str(answer.headers) + server.errors.text()) == []


class RenewingBackend(EchoingBackend):
    def _echo(self, connection, request):
        body = json.dumps({"client_secret": TOKEN, "note": f"it is {TOKEN} of {SESSION}"}).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        connection.sendall(head + body)
        return True


def test_a_secret_of_an_operation_that_takes_none_goes_to_a_file(document, tmp_path):
    file = tmp_path / "token"
    with RenewingBackend() as backend:
        call = ["call", "renew_secret", "--spec", str(document), "--log-level", "trace", "id=1"]
        outcome = run(*call, "--token-to", str(file), env=backend.settings)
        assert outcome.returncode == 0, outcome.stderr
        assert file.read_text().strip() == TOKEN and file.stat().st_mode & 0o777 == 0o600
        assert found_in([TOKEN, SESSION], outcome.stdout + outcome.stderr) == []
        again = run(*call, "--token-to", str(file), env=backend.settings)
        assert again.returncode != 0 and found_in([TOKEN], again.stdout + again.stderr) == []
        for policy in ["strict", "auto"]:
            with Server("--spec", str(document), "--secrets", policy, env=backend.settings) as server:
                result = server.call("renew_secret", id="1")
                assert result["structuredContent"]["client_secret"] == "(kept out of this conversation)"
                assert found_in([TOKEN, SESSION], json.dumps(result)) == []


def doctor(*options):
    """The report of the check that is built in, which takes its time where nothing is optimized."""
    return subprocess.run(
        [PATH, "doctor", "--canary", *options], env=environment(), capture_output=True, text=True, timeout=600
    )


@pytest.fixture
def several(document, tmp_path):
    """A configuration with several documents."""
    config = tmp_path / "config.json"
    things = {"spec": str(document), "backend": "http://127.0.0.1:1"}
    config.write_text(json.dumps({"documents": {"my": {"spec": "built-in"}, "one": things, "two": things}}))
    return config


THINGS = {f"{name}_{tool}" for name in ["one", "two"] for tool in ["lock_thing", "renew_secret"]}


def test_the_check_that_is_built_in_finds_nothing_in_several_documents(several):
    outcome = doctor("--config", str(several), "--json")
    report = json.loads(outcome.stdout)
    assert report["leaks"] == [] and report["controls"]["failed"] == []
    assert report["clean"] is True and outcome.returncode == 0
    assert report["notTried"] == []
    assert report["versions"] == VERSIONS
    names = {tool["name"] for tool in report["tools"]}
    assert names >= THINGS | {"my_create_api_key", "my_list_api_keys", "my_revoke_api_key"}
    assert all(tool["stdio"] > 0 and tool["http"] > 0 and tool["echoed"] > 0 for tool in report["tools"])
    assert all(count > 0 for count in report["bytesSearched"].values())
    assert report["controls"]["passwordsReceived"] > 0 and report["controls"]["tokensShown"] > 0
    # On pages of calls, in each way; and a server used a session that another process had stored.
    assert report["controls"]["signIns"] > 5


def test_the_check_has_callers_bring_their_tokens(document):
    outcome = doctor("--spec", str(document), "--caller-session-tokens", "--json")
    report = json.loads(outcome.stdout)
    assert report["clean"] is True and outcome.returncode == 0 and report["notTried"] == []
    assert report["controls"]["sessionTokensReceived"] > 0
    assert all(tool["stdio"] == 0 and tool["http"] > 0 and tool["echoed"] > 0 for tool in report["tools"])


def test_the_check_has_callers_bring_a_token_for_each_of_several_documents(several):
    outcome = doctor("--config", str(several), "--caller-session-tokens", "--json")
    report = json.loads(outcome.stdout)
    assert report["clean"] is True and outcome.returncode == 0 and report["notTried"] == []
    assert report["controls"]["failed"] == [] and report["controls"]["sessionTokensReceived"] > 0
    assert {tool["name"] for tool in report["tools"]} >= THINGS | {"my_create_api_key"}
    assert all(tool["stdio"] == 0 and tool["http"] > 0 and tool["echoed"] > 0 for tool in report["tools"])


def test_the_check_says_in_words_what_it_did(document, tmp_path):
    """A document of one operation, that the check of it is short."""
    text = json.loads(document.read_text())
    del text["paths"]["/things"]
    document.write_text(json.dumps(text))
    outcome = doctor("--spec", str(document))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "No secret was found." in outcome.stdout and "Not tried" not in outcome.stdout
    assert "renew_secret" in outcome.stdout
