"""A backend that repeats secrets of the program beside the one that it was sent: those are kept out of answers, too."""

import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import linking
from backend import Backend, json_answer
from echoing import spellings
from hostile import Hostile, part
from leaks import found_in
from program import Program, Server, run
from sign_in_page import SignInPage, link
from test_canary_sign_in import answer
from test_own_oauth import SECRET, machine, service  # noqa: F401
from visitor import Visitor, sign_in_url
from web import WebServer, free_port


class Gossip(Hostile):
    """Lists keys in whose names is every secret that the services have given or were sent."""

    status = 200

    def __init__(self):
        super().__init__()
        self.responses["/api/me/api-keys"] = self.list

    def list(self, handler):
        said = " ".join(form for secret in dict.fromkeys(self.secrets) for form in spellings(secret))
        keys = [{"id": "1", "name": said, "key_public": "5f0e", "mode": "read"}]
        data = {"api_keys": keys} if self.status == 200 else {"reason": said}
        answer(handler, self.status, {"code": self.status, "message": said, "data": data}, self.secrets[-1])

    def device(self):
        response = super().device()
        return response | {"expires_in": 600}


@pytest.fixture
def gossip():
    with Gossip() as gossip:
        yield gossip


def of_sessions(gossip):
    """The tokens that were given, but for those that say who it is, which nobody keeps."""
    kinds = ("opaque-", "rotating-", part({"alg": "HS256"}))
    return [secret for secret in gossip.secrets if secret.startswith(kinds)]


def sign_in(gossip):
    with Program("login", "--browser", env=gossip.settings) as login:
        assert Visitor().send(gossip.redirection(sign_in_url(login)))[0] == 200
        assert login.wait() == 0, login.errors.text()
    # What only that process knew: a code and a verifier, which are used up.
    gossip.secrets = of_sessions(gossip)
    assert len(gossip.secrets) == 4


@pytest.mark.parametrize("status", [200, 400, 401, 403])
def test_no_token_of_a_session_comes_back_in_an_answer(gossip, status):
    sign_in(gossip)
    gossip.status = status
    with Server("--log-level", "trace", env=gossip.settings) as server:
        everything = json.dumps([server.call("list_api_keys") for _ in range(2)])
        server.end_input()
        assert server.wait() == 0
        everything += server.errors.text()
    outcome = run("call", "list_api_keys", env=gossip.settings)
    everything += outcome.stdout + outcome.stderr
    assert "[redacted]" in everything
    assert found_in(gossip.secrets, everything) == []


def test_over_http_neither(gossip):
    sign_in(gossip)
    with WebServer(env=gossip.settings) as server:
        body = server.post("tools/call", {"name": "list_api_keys", "arguments": {}}).body.decode()
        assert "[redacted]" in body and found_in(gossip.secrets, body) == []


@pytest.mark.parametrize("way", ["browser", "code"])
def test_nor_what_a_sign_in_in_the_same_process_had(gossip, way):
    with Server(env=gossip.settings) as server:
        page = SignInPage(link(server.call("list_api_keys")["content"][0]["text"]))
        if way == "browser":
            assert page.come_back(gossip.redirection(page.leave()))[0] == 303
        else:
            page.submit("code")
            while page.heading == "Enter this code":
                page.load()
        assert page.account == "Mario <mario@example.com>", page.text
        page.submit("keep")
        secrets = [*dict.fromkeys(gossip.secrets[way == "code":])]
        kinds = {secret.partition("-")[0] for secret in secrets}
        assert {"opaque", "rotating"} | ({"the"} if way == "browser" else {"device"}) <= kinds and len(secrets) > 5
        said = json.dumps(server.call("list_api_keys"))
        assert "[redacted]" in said and found_in(secrets, said) == []


class Repeating(Backend):
    """Repeats texts in each answer."""

    def __init__(self, *said):
        body = json.dumps({"text": " ".join(form for text in said for form in spellings(text))}).encode()
        super().__init__(lambda connection, _: connection.sendall(json_answer(body)) or True)


OURS, THEIRS, KEY = "token-of-ours-0123456789", "token-of-theirs-9876543210", "key/of+this-API=5555"


def document(folder, name, security, **schemes):
    path = folder / f"{name}.json"
    path.write_text(json.dumps({
        "openapi": "3.1.1", "info": {"title": name, "version": "1"}, "components": {"securitySchemes": schemes},
        "paths": {"/things": {"get": {
            "operationId": "list_things", "security": security,
            "responses": {"200": {"description": "All", "content": {"application/json": {}}}},
        }}},
    }))
    return str(path)


TOKEN = {"type": "http", "scheme": "bearer"}


def secret_file(folder, text):
    path = folder / f"secret-{len(text)}-{text[:3]}"
    path.write_text(text)
    path.chmod(0o600)
    return str(path)


def test_nor_the_tokens_of_other_documents_and_the_keys_of_other_schemes(tmp_path):
    command = ["printf", "%s", json.dumps({"version": 1, "token": THEIRS})]
    with Repeating(OURS, THEIRS, KEY) as backend:
        schemes = {"session": TOKEN, "key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
        one = {
            "spec": document(tmp_path, "one", [{"session": []}], **schemes), "backend": backend.url,
            "token-file": secret_file(tmp_path, OURS), "credentials": {"key": {"key-file": secret_file(tmp_path, KEY)}},
        }
        other = {
            "spec": document(tmp_path, "other", [{"session": []}], session=TOKEN), "backend": backend.url,
            "token-command": command,
        }
        keyed = {
            "spec": document(tmp_path, "keyed", [{"key": []}], **schemes), "backend": backend.url,
            "credentials": {"key": {"key-file": secret_file(tmp_path, KEY)}},
        }
        free = {"spec": document(tmp_path, "free", [{}], **schemes), "backend": backend.url}
        config = tmp_path / "config.json"
        config.write_text(json.dumps({"documents": {"one": one, "other": other, "keyed": keyed, "free": free}}))
        with Server("--config", str(config)) as server:
            # Each is known from when it was first needed.
            for name in ["one", "other", "keyed"]:
                server.call(f"{name}_list_things")
            for name in ["one", "other", "keyed", "free"]:
                said = json.dumps(server.call(f"{name}_list_things"))
                assert "[redacted]" in said and found_in([OURS, THEIRS, KEY], said) == [], name


def test_nor_the_secret_of_a_client(service, tmp_path):  # noqa: F811
    env = machine(service, tmp_path)
    with Repeating(SECRET, "machine-token-1") as backend, Server(env=env | {"NETHESIS_MCP_BACKEND": backend.url}) as server:
        said = json.dumps(server.call("list_things"))
        assert len(service.tokens) == 1
        assert "[redacted]" in said and found_in([SECRET, "machine-token-1"], said) == []


class Repeater:
    """A backend that has the sandbox make sessions, and repeats their tokens in the names of keys."""

    def __init__(self, sandbox):
        self.secrets = []
        repeater = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                said = " ".join(form for secret in repeater.secrets for form in spellings(secret))
                keys = [{"id": "1", "name": said, "key_public": "5f0e", "mode": "read"}]
                answer(self, 200, {"code": 200, "message": "ok", "data": {"api_keys": keys}}, "nothing")

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                url = sandbox.url.removesuffix("/api") + self.path
                with urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/json"})) as reply:
                    given = json.load(reply)
                repeater.secrets += [given["data"]["token"], given["data"]["refresh_token"]]
                repeater.secrets += json.loads(body).values()
                answer(self, 200, given, "nothing")

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer, self.port = sandbox.issuer, sandbox.port
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def test_nor_the_tokens_of_a_session_that_a_caller_has_linked(tmp_path):
    with linking.provider(free_port()) as sandbox:
        repeater = Repeater(sandbox)
        with linking.served(repeater, linking.secret_file(tmp_path)) as server:
            token = linking.caller_token(sandbox, linking.USER1)

            def keys():
                return server.call("list_api_keys", headers=linking.bearer(token))

            page = linking.LinkPage(linking.link(keys()))
            assert page.sign_in(linking.USER1) == "Signed in"
            said = json.dumps(keys())
            assert len(repeater.secrets) == 3 and "[redacted]" in said and found_in(repeater.secrets, said) == []
        repeater.server.shutdown()
