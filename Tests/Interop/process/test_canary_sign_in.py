"""The tokens and codes of a sign-in go through the whole program, from services that repeat them wherever they can."""

import json
import os

import pytest

from hostile import JSON, Hostile
from leaks import found_in
from program import Program, Server, environment, run
from visitor import Visitor, sign_in_url
from web import WebServer


class Echo(Hostile):
    """Says everything that it was ever told, in each of its responses, and gives tokens that live for moments."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def respond(self, handler):
        self.heard.append(f"{handler.path} {handler.headers}")
        super().respond(handler)

    def gossip(self):
        return " ".join(self.secrets + self.heard[-3:])

    def token(self):
        return super().token() | {"error_description": self.gossip(), "scope": f"openid {self.secrets[-1]}"}

    def exchange(self):
        response = super().exchange()
        return response | {"message": self.gossip(), "note": self.gossip()}

    refresh = exchange


def answer(handler, status, value, said):
    """Sends JSON, and in a field what was said."""
    content = json.dumps(value).encode()
    handler.send_response_only(status)
    for field, text in [("Content-Type", JSON), ("Content-Length", str(len(content))), ("X-Said", said)]:
        handler.send_header(field, text)
    handler.end_headers()
    handler.wfile.write(content)


def refusing(echo, name):
    """Makes an endpoint of the sign-in refuse in words that have all secrets."""

    def respond(handler):
        said = echo.gossip()
        body = {
            "error": "invalid_request", "error_description": said, "code": 401, "message": said,
            "data": {"reason": said}, "error_uri": f"https://id.example/{echo.secrets[-1]}",
        }
        answer(handler, 401, body, echo.secrets[-1])

    echo.responses[name] = respond


def listing(echo, status=200):
    """Has the list of keys repeat the session of its request."""

    def respond(handler):
        session = handler.headers["Authorization"].partition(" ")[2]
        echo.secrets.append(session)
        keys = [{"id": "1", "name": f"of {session}", "key_public": session, "mode": "read"}]
        data = {"api_keys": keys} if status == 200 else {"reason": session}
        answer(handler, status, {"code": status, "message": f"for {session}", "data": data}, session)

    echo.responses["/api/me/api-keys"] = respond


def the_end(echo, everything):
    """Nothing has a secret; and the search would find one."""
    secrets = [*dict.fromkeys(echo.secrets)]
    folder = os.path.join(environment()["XDG_STATE_HOME"], "nethesis-mcp")
    assert found_in(secrets, everything) == []
    assert found_in(secrets, echo.gossip()) == secrets
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            assert found_in(secrets, file.read().decode("latin-1")) == [], name


@pytest.fixture
def echo():
    with Echo() as echo:
        yield echo


@pytest.fixture
def at(echo, tmp_path):
    return echo.settings | {"NETHESIS_MCP_LOG_LEVEL": "trace", "NETHESIS_MCP_AUDIT": str(tmp_path / "audit")}


def sign_in(echo, at):
    with Program("login", "--browser", env=at) as login:
        status, _, page = Visitor().send(echo.redirection(sign_in_url(login)))
        code = login.wait()
        return code, page + login.errors.text() + login.output.text()


def said(*command, env):
    outcome = run(*command, env=env)
    return outcome.stdout + outcome.stderr


def test_sign_in_refresh_and_logout_leave_no_trace(echo, at, tmp_path):
    listing(echo)
    code, everything = sign_in(echo, at)
    assert code == 0
    everything += said("status", env=at) + said("status", "--json", env=at) + said("doctor", env=at)
    with Server(env=at) as server:
        everything += json.dumps(server.call("list_api_keys"))
        # A session that the backend refuses is renewed, and the request sent again.
        listing(echo, 401)
        everything += json.dumps(server.call("list_api_keys"))
        for endpoint in ["refresh", "exchange", "token"]:
            refusing(echo, endpoint)
        everything += json.dumps(server.call("list_api_keys"))
        server.end_input()
        assert server.wait() == 0
        everything += server.errors.text()
    everything += said("call", "list_api_keys", env=at)
    refusing(echo, "revocation")
    refusing(echo, "logout")
    everything += said("logout", "--everywhere", env=at)
    everything += (tmp_path / "audit").read_text()
    assert echo.count("refresh") and echo.count("revocation")
    the_end(echo, everything)


@pytest.mark.parametrize("endpoint", ["discovery", "token", "exchange"])
def test_a_sign_in_that_fails_leaves_no_trace(echo, at, endpoint):
    refusing(echo, endpoint)
    code, everything = sign_in(echo, at) if endpoint != "discovery" else (1, said("login", "--browser", env=at))
    assert code == 1 and "Error: " in everything
    the_end(echo, everything)


def test_over_http_callers_see_nothing_of_the_session(echo, at, tmp_path):
    listing(echo)
    assert sign_in(echo, at)[0] == 0
    with WebServer(env=at) as server:
        everything = server.post("tools/call", {"name": "list_api_keys", "arguments": {}}).body.decode()
        listing(echo, 401)
        everything += server.post("tools/call", {"name": "list_api_keys", "arguments": {}}).body.decode()
        server.terminate()
        assert server.wait() == 0
        everything += server.errors.text()
    the_end(echo, everything + (tmp_path / "audit").read_text())
