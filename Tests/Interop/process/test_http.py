"""The program on HTTP, as those see it who run it: who is let in, what is said, and how it ends."""

import hashlib
import http.client
import json
import re
import signal
import threading

import pytest

import backend
from program import DEADLINE, PASSWORD, control, run
from web import WebServer, free_port, is_listening, request

KEY = {"name": "Nightly backup", "mode": "read", "password": PASSWORD}
TOKEN_HEADER = "Nethesis-Session-Token"


@pytest.fixture(scope="module")
def server():
    """One for the tests that leave it as it was."""
    with WebServer("--sandbox") as server:
        yield server


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def add_token(file, name):
    result = run("access", "add", name, "--file", str(file))
    assert result.returncode == 0, result.stderr
    assert re.fullmatch(r"nmcp_[0-9a-f]{64}\n", result.stdout)
    return result.stdout.strip()


@pytest.mark.parametrize("address", ["0.0.0.0:0", "[::]:0", "192.0.2.1:8722"])
def test_others_are_not_served_without_access_tokens(address):
    result = run("http", "--sandbox", "--listen", address)
    assert result.returncode == 2
    assert "--listen" in result.stderr
    assert "--access-token-file" in result.stderr
    assert "Serving" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--listen", "8722"], "--listen"),
        (["--listen", "nowhere:0"], "--listen"),
        (["--path", "mcp"], "--path"),
        (["--public-url", "http://mcp.example.com/mcp"], "https"),
        (["--max-requests", "0"], "--max-requests"),
        (["--drain-timeout", "-1"], "--drain-timeout"),
        (["--drain-delay", "4000"], "--drain-delay"),
        (["--access-token-file", "/no/such/file"], "/no/such/file"),
        (["--state-key-file", "/no/such/file"], "/no/such/file"),
        (["--metrics-listen", "9090"], "--metrics-listen"),
    ],
)
def test_what_is_wrongly_asked_for_ends_with_2(arguments, word):
    result = run("http", "--sandbox", *arguments)
    assert result.returncode == 2, result.stderr
    assert word in result.stderr
    assert "Serving" not in result.stderr


def test_a_port_that_is_taken_is_told(server):
    address = server.url.removeprefix("http://").removesuffix("/mcp")
    result = run("http", "--sandbox", "--listen", address)
    assert result.returncode == 1
    assert f"cannot listen on {address}: another program listens there" in result.stderr


def test_who_has_a_token_is_let_in(tmp_path):
    file = tmp_path / "tokens"
    token = add_token(file, "alice")
    assert file.read_text() == f"alice:{hashlib.sha256(token.encode()).hexdigest()}\n"
    assert file.stat().st_mode & 0o077 == 0
    with WebServer("--sandbox", "--access-token-file", str(file)) as server:
        without = server.post("server/discover")
        assert without.status == 401
        assert without.headers["WWW-Authenticate"].startswith("Bearer")
        assert "error" not in without.headers["WWW-Authenticate"]  # AUTH-14
        wrong = server.post("server/discover", headers=bearer(token[:-1] + "x"))
        assert wrong.status == 401
        assert 'error="invalid_token"' in wrong.headers["WWW-Authenticate"]
        in_query = request("POST", f"{server.url}?access_token={token}")
        assert in_query.status == 401
        assert server.post("server/discover", headers=bearer(token)).status == 200
        # A server takes up at once who is added, and lets go at once of who is removed.
        second = add_token(file, "bob")
        assert server.post("server/discover", headers=bearer(second)).status == 200
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("alice:")))
        gone = server.post("server/discover", headers=bearer(token))
        assert gone.status == 401
        assert 'error="invalid_token"' in gone.headers["WWW-Authenticate"]
        assert server.post("server/discover", headers=bearer(second)).status == 200
        # A file without a token that is whole takes all back at once.
        file.write_text("# none\n")
        assert server.post("server/discover", headers=bearer(second)).status == 401
        # Whether the process lives is no secret.
        assert server.get("/healthz").status == 200


def test_the_token_of_access_never_goes_to_the_backend(tmp_path, hanging_backend):
    file = tmp_path / "tokens"
    token = add_token(file, "alice")
    env = hanging_backend.settings
    with WebServer("--access-token-file", str(file), "--timeout", "1", env=env) as server:
        assert server.call("list_api_keys", bearer(token))["isError"]
    (forwarded,) = hanging_backend.requests
    assert b"Bearer session-token" in forwarded
    assert token.encode() not in forwarded


def test_callers_who_bring_their_session_tokens_see_their_own_keys(sandbox):
    tokens = control(sandbox.url, "sessions")
    mario, owner = ({TOKEN_HEADER: tokens[name]} for name in ["mario", "owner"])
    arguments = ["--backend", sandbox.url, "--caller-session-tokens", "--log-level", "trace"]
    with WebServer(*arguments, env={"NETHESIS_MCP_TOKEN": tokens["mario"]}) as server:
        made = server.call("create_api_key", mario, **KEY)["structuredContent"]["data"]
        (own,) = server.call("list_api_keys", mario)["structuredContent"]["data"]["api_keys"]
        assert own["id"] == made["id"]
        assert not server.call("list_api_keys", owner)["structuredContent"]["data"]["api_keys"]
        assert server.call("revoke_api_key", owner, id=made["id"])["isError"]
        # The server's own token is not lent to somebody who brings none.
        for headers in [{}, {TOKEN_HEADER: ""}]:
            missing = server.call("list_api_keys", headers)
            assert missing["isError"]
            assert TOKEN_HEADER in missing["content"][0]["text"]
        wrong = server.call("list_api_keys", {TOKEN_HEADER: "wr0ng-session-token"})
        assert wrong["isError"]
        assert "wr0ng-session-token" not in json.dumps(wrong)
        server.terminate()
        assert server.wait() == 0
        logged = server.errors.text() + server.output.text()
    assert "POST" in logged  # or else there would have been nothing to look at
    for secret in [tokens["mario"], tokens["owner"], "wr0ng-session-token", PASSWORD, made["token"]]:
        assert secret not in logged


def test_without_the_option_a_session_token_of_a_caller_is_not_used(sandbox):
    tokens = control(sandbox.url, "sessions")
    with WebServer(env=sandbox.settings) as server:
        server.call("create_api_key", {TOKEN_HEADER: tokens["owner"]}, **KEY)
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
    assert key["name"] == KEY["name"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Host": "localhost"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
    ],
)
def test_pages_of_others_are_kept_out(server, headers, status):
    assert server.post("server/discover", headers=headers).status == status


def test_names_and_origins_can_be_allowed():
    allowed = ["--allow-host", "mcp.example.com", "--allow-origin", "https://app.example.com"]
    with WebServer("--sandbox", *allowed, "--public-url", "https://public.example.com/mcp") as server:
        for host in ["mcp.example.com", "mcp.example.com:443", "public.example.com"]:
            assert server.post("server/discover", headers={"Host": host}).status == 200
        answer = server.post("server/discover", headers={"Origin": "https://app.example.com"})
        assert answer.status == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example.com"


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_call_in_flight_is_answered_before_a_signal_ends_it(end):
    is_ending = threading.Event()

    def answer_at_the_end(connection, _):
        assert is_ending.wait(DEADLINE)
        connection.sendall(backend.json_answer(b'{"code":200,"message":"ok","data":{"api_keys":[]}}'))
        return True

    with backend.Backend(answer_at_the_end) as slow, WebServer(env=slow.settings) as server:
        results = []
        call = threading.Thread(target=lambda: results.append(server.call("list_api_keys")))
        call.start()
        assert slow.has_request.wait(DEADLINE)
        server.process.send_signal(end)
        while is_listening(server.url):
            assert server.process.poll() is None
        is_ending.set()
        assert server.wait() == 0
        call.join()
    assert results[0]["structuredContent"]["code"] == 200
    assert len(slow.requests) == 1


def test_it_tells_of_its_end_before_it_begins():
    with WebServer("--sandbox", "--drain-delay", "2") as server:
        server.terminate()
        while server.get("/readyz").status == 200:
            pass
        ending = server.get("/readyz")
        assert (ending.status, ending.message["ready"]) == (503, False)
        # What a load balancer sends before it has seen that is answered as ever.
        assert not server.call("list_api_keys").get("isError")
        assert server.wait() == 0
        assert not is_listening(server.url)


def test_a_call_that_takes_too_long_does_not_keep_it(hanging_backend):
    with WebServer("--drain-timeout", "0.2", env=hanging_backend.settings) as server:
        refusals = []

        def call():
            try:
                server.call("list_api_keys")
            except (ConnectionError, http.client.HTTPException) as error:
                refusals.append(error)

        caller = threading.Thread(target=call)
        caller.start()
        assert hanging_backend.has_request.wait(DEADLINE)
        server.terminate()
        assert server.wait() == 0
        caller.join()
    assert len(refusals) == 1
    assert hanging_backend.has_lost_client.wait(DEADLINE)


def test_it_says_that_it_lives_and_takes_calls(server):
    alive = server.get("/healthz")
    assert (alive.status, alive.body.strip()) == (200, b"ok")
    ready = server.get("/readyz")
    assert ready.status == 200
    assert ready.message["ready"] is True
    assert request("POST", server.url.removesuffix("/mcp") + "/healthz").status == 405
    assert server.get("/").status == 200
    for path in ["/metrics", "/mcp/", "/mcp/server-card"]:
        assert server.get(path).status == 404


def test_metrics_are_told_on_a_listener_of_their_own(sandbox):
    metrics = f"http://127.0.0.1:{free_port()}/metrics"
    address = metrics.removeprefix("http://").removesuffix("/metrics")
    with WebServer("--metrics-listen", address, env=sandbox.settings) as server:
        server.call("list_api_keys")
        assert server.get("/metrics").status == 404
        page = request("GET", metrics)
        assert page.status == 200
        assert page.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = page.body.decode()
        assert re.search(r'^\w+\{.*method="tools/call".*version="2026-07-28".*\} 1$', text, re.MULTILINE), text
        assert re.search(r"^nethesis_mcp_backend_duration_seconds_count 1$", text, re.MULTILINE), text
        assert request("POST", metrics.replace("/metrics", "/mcp"), b"{}").status == 404


def test_how_the_backend_is_makes_nobody_unready(sandbox):
    env = sandbox.settings | {"NETHESIS_MCP_TIMEOUT": "1"}
    with WebServer(env=env) as server:

        def state():
            ready = server.get("/readyz")
            assert ready.status == 200
            return ready.message.get("backend")

        assert state() is None
        server.call("list_api_keys")
        assert state() == "answering"
        sandbox.control("faults", database_down=True)
        assert server.call("list_api_keys")["isError"]
        assert state() == "failing with 500"
        sandbox.process.kill()
        sandbox.wait()
        assert server.call("list_api_keys")["isError"]
        assert state() == "unreachable"


def test_a_card_is_served_if_wanted():
    with WebServer("--sandbox", "--server-card", "--public-url", "https://mcp.example.com/mcp") as server:
        card = server.get("/mcp/server-card")
        assert card.status == 200
        assert card.message["remotes"][0]["url"] == "https://mcp.example.com/mcp"
        assert server.get("/mcp/server-card", **{"If-None-Match": card.headers["ETag"]}).status == 304
