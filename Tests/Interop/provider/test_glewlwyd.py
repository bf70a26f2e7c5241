"""Signing in at a provider that other people wrote: by a browser, by a code, and for a job without a person."""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

import program
from backend import Backend, json_answer
from leaks import found_in
from program import Program, run
from visitor import sign_in_url

SCOPES = ["openid", "offline_access", "profile", "email"]
REFUSED = b'HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'


@pytest.fixture(scope="module")
def provider():
    try:
        from glewlwyd import IS_THERE, Glewlwyd
    except ImportError:
        IS_THERE = False
    if not IS_THERE:
        assert os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1", "run Tests/Interop/provider/unpack first"
        pytest.skip("there is no Glewlwyd: Tests/Interop/provider/unpack fetches it")
    with tempfile.TemporaryDirectory() as folder, Glewlwyd(Path(folder)) as provider:
        yield provider


class API(Backend):
    """An API that takes the provider's access tokens, and refuses those that it was told to."""

    def __init__(self, provider):
        self.provider = provider
        self.tokens = []
        self.refused = set()
        super().__init__(self.respond)

    def respond(self, connection, request):
        token = re.search(rb"(?i)authorization: Bearer (\S+)", request)[1].decode()
        self.tokens.append(token)
        subject = None if token in self.refused else self.provider.subject(token)
        connection.sendall(json_answer(json.dumps({"subject": subject}).encode()) if subject else REFUSED)
        return True


@pytest.fixture
def api(provider):
    with API(provider) as api:
        yield api


@pytest.fixture
def at(provider, api, tmp_path):
    """The environment of a program that serves the API and signs in at the provider."""
    path = tmp_path / "things.json"
    document = {
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "servers": [{"url": api.url}],
        "components": {"securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
        "security": [{"session": []}],
        "paths": {"/things": {"get": {"operationId": "list_things", "responses": {"200": {"description": "All."}}}}},
    }
    path.write_text(json.dumps(document))
    return {
        "NETHESIS_MCP_SPEC": str(path), "NETHESIS_MCP_BACKEND": api.url, "NETHESIS_MCP_LOGIN_ISSUER": provider.issuer,
        "NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=cli,device=cli", "NETHESIS_MCP_OPEN_BROWSER": "false",
        "NETHESIS_MCP_TOKEN_STORE": "file",
    }


def sign_in(provider, at):
    """Signs in by the browser; gives what the program said and the redirection that it got."""
    with Program("login", "--browser", "--redirect-port", str(provider.redirect_port), env=at) as login:
        person = provider.person()
        target = person.approve(sign_in_url(login), "cli", SCOPES)
        assert person.send(target)[0] == 200
        assert login.wait() == 0, login.errors.text()
        return login.errors.text(), target


def subject(at):
    outcome = run("call", "list_things", env=at)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)["subject"]


def events(provider, words):
    return b"".join(provider.log.read).count(words)


def test_a_browser_signs_in_with_a_proof_key_and_calls_are_of_the_person(provider, api, at):
    said, target = sign_in(provider, at)
    parameters = dict(parse_qsl(urlsplit(target).query))
    assert parameters["iss"] == provider.issuer
    assert subject(at) in said
    report = json.loads(run("status", "--json", env=at).stdout)["documents"][0]
    assert [session["kind"] for session in report["sessions"]] == ["direct"]
    assert found_in([*api.tokens, parameters["code"]], said + json.dumps(report)) == []


def test_a_code_signs_in_elsewhere(provider, at):
    with Program("login", "--device", env=at) as login:
        said = ""
        while not (found := re.search(r"open (\S+) in any browser and enter\s+(\S+)", said)):
            said += login.errors.next().decode()
        person = provider.person()
        person.sure("POST", "auth/", {"username": "mario", "password": program.PASSWORD})
        person.sure("PUT", "auth/grant/cli", {"scope": " ".join(SCOPES)})
        status, fields, page = person.send(f"{found[1]}?code={found[2]}&g_continue")
        assert status == 302 and "deviceServerError" not in fields["Location"], (status, fields["Location"], page)
        assert login.wait() == 0, login.errors.text()
    subject(at)


def test_a_refused_token_is_renewed_once_and_the_earlier_one_is_not_used_again(provider, api, at):
    sign_in(provider, at)
    before = subject(at)
    generated = events(provider, b"Refresh token generated")
    api.refused.add(api.tokens[-1])
    assert subject(at) == before
    assert len(set(api.tokens)) == 2
    assert subject(at) == before
    assert len(set(api.tokens)) == 2 and api.tokens[-1] == api.tokens[-2]
    # One-use tokens: the provider has made a new one.
    assert events(provider, b"Refresh token generated") == generated + 1


def test_a_consumed_refresh_token_ends_the_session_and_is_not_sent_in_a_loop(provider, api, at, tmp_path):
    sign_in(provider, at)
    subject(at)
    folder = Path(program.environment()["XDG_STATE_HOME"])
    shutil.copytree(folder, tmp_path / "backup")
    api.refused.add(api.tokens[-1])
    subject(at)
    # As a backup that is put back does: the token in it has been used since.
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    refusals = events(provider, b"Token invalid")
    for _ in range(3):
        outcome = run("call", "list_things", env=at)
        assert outcome.returncode == 1 and "sign in again" in outcome.stderr, outcome.stderr
    while events(provider, b"Token invalid") == refusals:
        provider.log.next()
    assert events(provider, b"Token invalid") == refusals + 1
    sign_in(provider, at)
    subject(at)


def test_signing_out_revokes_the_tokens_as_far_as_the_provider_lets_a_public_client(provider, api, at):
    sign_in(provider, at)
    subject(at)
    outcome = run("logout", env=at)
    assert "Signed out" in outcome.stderr
    # This provider revokes for clients with a secret only, and the person learns of it.
    assert outcome.returncode == 1 and "did not revoke the sign-in: HTTP 401" in outcome.stderr, outcome.stderr
    failed = run("call", "list_things", env=at)
    assert failed.returncode == 1 and "nethesis-mcp login" in failed.stderr
