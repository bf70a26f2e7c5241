"""A document's own OAuth 2: the code flow, the client's own credentials, and who decides where secrets go."""

import base64
import http.server
import json
import threading
import urllib.parse

import pytest

from program import Program, Sandbox, Server, run
from test_login import MARIO
from visitor import Visitor, sign_in_url

ELSEWHERE = "https://auth.example.com"
SECRET = "s3cr3t/of+the client".replace(" ", "-")


class Service:
    """An API and a token endpoint for clients, which keep what they are sent."""

    def __init__(self):
        self.tokens, self.calls, self.refuses = [], [], set()
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def reply(self, status, value):
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                fields = dict(urllib.parse.parse_qsl(form))
                service.tokens.append((self.path, self.headers.get("Authorization"), fields))
                if fields.get("grant_type") != "client_credentials":
                    return self.reply(400, {"error": "unsupported_grant_type"})
                if not service.knows(self.headers.get("Authorization"), fields):
                    return self.reply(401, {"error": "invalid_client", "error_description": f"not {SECRET}"})
                self.reply(200, {
                    "access_token": f"machine-token-{len(service.tokens)}", "token_type": "Bearer", "expires_in": 3600,
                })

            def do_GET(self):
                given = self.headers.get("Authorization")
                service.calls.append(given)
                if given is None or given in service.refuses:
                    return self.reply(401, {"message": "no"})
                self.reply(200, {"things": []})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def knows(self, header, fields):
        """Whether a client has shown its secret, as RFC 6749 section 2.3.1 says."""
        pair = "machine", SECRET
        if header is None:
            return (fields.get("client_id"), fields.get("client_secret")) == pair
        given = base64.b64decode(header.removeprefix("Basic ")).decode().split(":")
        return tuple(map(urllib.parse.unquote_plus, given)) == pair and "client_secret" not in fields

    def document(self, folder, flows, **scheme):
        """A document of the API with one scheme, and its path."""
        path = folder / "api.json"
        path.write_text(json.dumps({
            "openapi": "3.1.1", "info": {"title": "Things", "version": "1"}, "servers": [{"url": self.origin}],
            "components": {"securitySchemes": {"own": {"type": "oauth2", "flows": flows} | scheme}},
            "paths": {"/things": {"get": {
                "operationId": "listThings", "security": [{"own": ["things:read"]}],
                "responses": {"200": {"description": "Things", "content": {"application/json": {}}}},
            }}},
        }))
        return str(path)


@pytest.fixture
def service():
    service = Service()
    yield service
    service.server.shutdown()
    service.server.server_close()


def flow(origin, **more):
    return {"tokenUrl": f"{origin}/token", "scopes": {"things:read": "Read"}} | more


def machine(service, folder, **settings):
    """The environment of a client with a secret, which only a file has."""
    secret = folder / "secret"
    secret.write_text(SECRET + "\n")
    secret.chmod(0o600)
    return {
        "NETHESIS_MCP_SPEC": service.document(folder, {"clientCredentials": flow(service.origin)}),
        "NETHESIS_MCP_LOGIN_CLIENT_ID": "client-credentials=machine",
        "NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": str(secret), "NETHESIS_MCP_LOGIN_ORIGIN": service.origin,
    } | settings


@pytest.mark.parametrize("way", ["basic", "post"])
def test_a_client_gets_a_token_with_its_secret_and_uses_it_for_all_calls(service, tmp_path, way):
    with Server(env=machine(service, tmp_path, NETHESIS_MCP_LOGIN_CLIENT_AUTH=way)) as server:
        for _ in range(3):
            assert not server.call("list_things").get("isError")
    (path, header, fields), = service.tokens
    assert path == "/token" and fields["scope"] == "things:read" and (header is None) == (way == "post")
    assert service.calls == ["Bearer machine-token-1"] * 3


def test_a_token_that_is_refused_is_replaced_in_the_call(service, tmp_path):
    service.refuses.add("Bearer machine-token-1")
    outcome = run("call", "list_things", env=machine(service, tmp_path))
    # A token that was given just now is not the fault of its age: nothing is asked for anew.
    assert outcome.returncode == 1 and "HTTP 401" in outcome.stderr and len(service.tokens) == 1


def test_a_client_id_for_all_flows_serves_a_document_that_is_for_clients_only(service, tmp_path):
    env = machine(service, tmp_path, NETHESIS_MCP_LOGIN_CLIENT_ID="machine")
    assert run("call", "list_things", env=env).returncode == 0
    status = run("status", env=env)
    assert status.returncode == 0 and "nobody signs in" in status.stdout, status
    login = run("login", "--browser", env=env)
    assert login.returncode == 2 and "own credentials" in login.stderr, login.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"NETHESIS_MCP_LOGIN_ORIGIN": ""}, "--login-origin http://127.0.0.1"),
        ({"NETHESIS_MCP_LOGIN_ORIGIN": "https://auth.example.com"}, "--login-origin http://127.0.0.1"),
        ({"NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": ""}, "--login-client-secret-file"),
        ({"NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": "/no/such/file"}, "there is no file /no/such/file"),
        ({"NETHESIS_MCP_LOGIN_CLIENT_ID": "client-credentials=other"}, "invalid_client"),
    ],
)
def test_what_is_missing_is_said_and_no_secret_goes_anywhere(service, tmp_path, change, words):
    outcome = run("call", "list_things", env=machine(service, tmp_path, **change))
    assert outcome.returncode == 1 and words in outcome.stderr and SECRET not in outcome.stderr, outcome.stderr
    assert service.calls == [] and len(service.tokens) == ("invalid_client" in words)


def test_a_document_that_names_another_place_gets_no_secret(service, tmp_path):
    other = Service()
    env = machine(service, tmp_path)
    service.document(tmp_path, {"clientCredentials": flow(other.origin)})
    outcome = run("call", "list_things", env=env)
    assert outcome.returncode == 1 and f"--login-origin {other.origin}" in outcome.stderr, outcome.stderr
    assert other.tokens == [] and service.tokens == []


def test_an_overlay_of_the_document_cannot_name_a_place(service, tmp_path):
    env = machine(service, tmp_path, NETHESIS_MCP_LOGIN_ORIGIN="")
    path = tmp_path / "api.json"
    document = json.loads(path.read_text())
    document["x-mcp"] = {"login": {"exchange": "/exchange", "refresh": "/refresh"}}
    path.write_text(json.dumps(document))
    outcome = run("call", "list_things", env=env)
    assert outcome.returncode == 1 and service.tokens == [] and service.calls == [], outcome.stderr


@pytest.mark.parametrize("name", ["implicit", "password"])
def test_a_flow_that_is_not_used_is_refused_with_its_reason(service, tmp_path, name):
    env = machine(service, tmp_path, NETHESIS_MCP_LOGIN_CLIENT_ID="machine")
    service.document(tmp_path, {name: flow(service.origin, authorizationUrl=f"{service.origin}/auth")})
    call = run("call", "list_things", env=env)
    assert call.returncode == 1 and f"The {name} flow is not used" in call.stderr, call.stderr
    login = run("login", "--browser", env=env)
    assert login.returncode == 2 and f"The {name} flow is not used" in login.stderr, login.stderr
    assert service.tokens == []


def test_a_provider_that_the_document_names_is_asked_for_by_its_name(service, tmp_path):
    env = machine(service, tmp_path, NETHESIS_MCP_LOGIN_CLIENT_ID="machine", NETHESIS_MCP_LOGIN_ORIGIN=ELSEWHERE)
    url = f"{service.origin}/.well-known/openid-configuration"
    service.document(tmp_path, None, type="openIdConnect", openIdConnectUrl=url)
    outcome = run("login", "--browser", env=env)
    assert outcome.returncode == 2 and f"--login-issuer {service.origin}" in outcome.stderr, outcome.stderr


@pytest.fixture
def signed_in(service, tmp_path):
    """A person who has signed in by the endpoints of a document, at the sandbox's provider."""
    with Sandbox() as sandbox:
        provider = sandbox.url.removesuffix("/api")
        code = {"authorizationUrl": f"{provider}/oidc/auth", "tokenUrl": f"{provider}/oidc/token"}
        scopes = {"things:read": "Read", "openid": "", "profile": "", "offline_access": ""}
        service.code = lambda **change: service.document(
            tmp_path, {"implicit": code | {"scopes": {}}, "authorizationCode": code | {"scopes": scopes} | change}
        )
        env = {
            "NETHESIS_MCP_SPEC": service.code(), "NETHESIS_MCP_LOGIN_CLIENT_ID": "sandbox-browser",
            "NETHESIS_MCP_LOGIN_ORIGIN": provider, "NETHESIS_MCP_OPEN_BROWSER": "false",
        }
        with Program("login", "--browser", env=env) as login:
            browser = Visitor()
            status = browser.send(browser.sign_in(sign_in_url(login), *MARIO))[0]
            assert status == 200 and login.wait() == 0, login.errors.text()
            assert "Signed in as Mario" in login.errors.text()
        yield env, provider


def test_a_person_signs_in_by_the_document_s_endpoints(service, signed_in):
    env, _ = signed_in
    outcome = run("call", "list_things", env=env)
    assert outcome.returncode == 0, outcome.stderr
    assert service.calls[0].startswith("Bearer ") and service.calls[0] != "Bearer "
    assert service.tokens == []


def test_a_document_that_changes_the_endpoint_needs_a_new_sign_in(service, signed_in):
    env, provider = signed_in
    # Even on the same origin.
    service.code(tokenUrl=f"{provider}/elsewhere/token")
    outcome = run("call", "list_things", env=env)
    assert outcome.returncode == 1 and service.calls == [], outcome.stderr
    assert f"{provider}/elsewhere/token" in outcome.stderr and "sign in again" in outcome.stderr, outcome.stderr
    service.code(tokenUrl=f"{service.origin}/token")
    outcome = run("call", "list_things", env=env)
    assert outcome.returncode == 1 and f"{service.origin}/token" in outcome.stderr, outcome.stderr
    with Program("login", "--browser", env=env) as login:
        assert login.wait() == 1
        assert f"--login-origin {service.origin}" in login.errors.text()
    assert service.tokens == [] and service.calls == []
    service.code()
    assert run("call", "list_things", env=env).returncode == 0
