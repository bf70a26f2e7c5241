"""Signing in at a provider that other people wrote: by a browser, by a code, and for a job without a person."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest

import program
from backend import Backend, json_answer
from leaks import found_in
from program import Program, run
from visitor import sign_in_url

SCOPES = ["openid", "offline_access", "profile", "email"]
REFUSED = b'HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'


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
    # Neither its ID token nor its userinfo endpoint has a name, unless a client asks for that claim.
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


# A job without a person


def job(at, folder, client, **more):
    """The environment of a program whose calls are the client's own."""
    from glewlwyd import SECRETS

    secret = folder / f"secret-of-{client}"
    secret.write_text(SECRETS[client])
    secret.chmod(0o600)
    return at | {
        "NETHESIS_MCP_LOGIN_CLIENT_ID": f"client-credentials={client}", "NETHESIS_MCP_LOGIN_SCOPE": "things",
        "NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": str(secret),
    } | more


@pytest.fixture
def machines(provider, tmp_path):
    """An API that takes tokens of clients, by the provider's signature, and a document with a flow of its own."""

    def respond(connection, request):
        shown = re.search(rb"(?i)authorization: Bearer (\S+)", request)
        if shown is None:
            connection.sendall(REFUSED)
            return True
        token = shown[1].decode()
        api.tokens.append(token)
        key = jwt.PyJWKClient(f"{provider.issuer}/jwks").get_signing_key_from_jwt(token)
        claims = jwt.decode(token, key, ["ES384"], issuer=provider.issuer, options={"verify_aud": False})
        client = None if token in api.refused else {"client": claims["client_id"], "scope": claims["scope"]}
        connection.sendall(json_answer(json.dumps(client).encode()) if client else REFUSED)
        return True

    with Backend(respond) as api:
        api.tokens, api.refused = [], set()
        yield api


@pytest.fixture
def of_jobs(provider, machines, tmp_path):
    flows = {"clientCredentials": {"tokenUrl": f"{provider.issuer}/token", "scopes": {"things": "All"}}}
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "servers": [{"url": machines.url}],
        "components": {"securitySchemes": {"own": {"type": "oauth2", "flows": flows}}},
        "security": [{"own": ["things"]}],
        "paths": {"/things": {"get": {
            "operationId": "list_things",
            "responses": {"200": {"description": "All.", "content": {"application/json": {}}}},
        }}},
    }))
    return {"NETHESIS_MCP_SPEC": str(path), "NETHESIS_MCP_BACKEND": machines.url, "NETHESIS_MCP_TOKEN_STORE": "file"}


@pytest.mark.parametrize("place", ["issuer", "origin"])
@pytest.mark.parametrize("way", ["basic", "post"])
def test_a_job_calls_with_the_secret_of_its_client(provider, machines, of_jobs, tmp_path, way, place):
    of_jobs |= {"NETHESIS_MCP_LOGIN_ISSUER": provider.issuer} if place == "issuer" else {
        "NETHESIS_MCP_LOGIN_ORIGIN": provider.origin
    }
    at = job(of_jobs, tmp_path, "job", NETHESIS_MCP_LOGIN_CLIENT_AUTH=way)
    with program.Server(env=at) as server:
        for _ in range(3):
            result = server.call("list_things")
            assert result["structuredContent"] == {"client": "job", "scope": "things"}, result
    assert len(machines.tokens) == 3 and len(set(machines.tokens)) == 1
    outcome = run("call", "list_things", env=at)
    assert outcome.returncode == 0 and json.loads(outcome.stdout)["client"] == "job"
    report = run("status", env=at)
    assert report.returncode == 0 and "nobody signs in" in report.stdout
    checked = run("doctor", env=at)
    assert "fail" not in checked.stdout, checked.stdout
    everything = outcome.stdout + outcome.stderr + report.stdout + report.stderr + checked.stdout
    assert found_in([*machines.tokens, "job-secret-0123456789"], everything) == []


def test_a_secret_that_a_form_encodes_is_sent_as_the_provider_reads_it(provider, machines, of_jobs, tmp_path):
    at = job(of_jobs, tmp_path, "odd", NETHESIS_MCP_LOGIN_ISSUER=provider.issuer)
    # This provider does not decode what RFC 6749 section 2.3.1 has encoded: it says no, and the person what to do.
    outcome = run("call", "list_things", env=at)
    assert outcome.returncode == 1 and "--login-client-auth post" in outcome.stderr, outcome.stderr
    assert machines.tokens == [] and "job+secret" not in outcome.stderr
    outcome = run("call", "list_things", "--login-client-auth", "post", env=at)
    assert outcome.returncode == 0 and json.loads(outcome.stdout)["client"] == "odd", outcome.stderr


def test_a_wrong_secret_is_said_and_no_call_is_sent(provider, machines, of_jobs, tmp_path):
    at = job(of_jobs, tmp_path, "job", NETHESIS_MCP_LOGIN_ISSUER=provider.issuer)
    Path(at["NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE"]).write_text("wrong-secret-0123456789")
    for way in ["basic", "post"]:
        outcome = run("call", "list_things", "--login-client-auth", way, env=at)
        assert outcome.returncode == 1 and "client id and its secret" in outcome.stderr, outcome.stderr
        assert "wrong-secret" not in outcome.stderr and machines.tokens == []
