"""Tokens and passwords: where they come from, and where they never go."""

import pytest

from program import PASSWORD, Server, run

KEY = {"name": "Nightly backup", "mode": "read", "password": PASSWORD}


def test_nothing_secret_is_logged(sandbox, tmp_path):
    file = tmp_path / "token"
    file.write_text(sandbox.token)
    file.chmod(0o644)  # which is worth a warning, so that there is something to look at
    with Server("--log-level", "trace", "--backend", sandbox.url, "--token-file", str(file)) as server:
        made = server.call("create_api_key", **KEY)["structuredContent"]["data"]["token"]
        server.call("create_api_key", **KEY | {"password": "Wr0ng-Passw0rd!"})
        server.call("create_api_key", **KEY | {"mode": "admin"})
        sandbox.control("faults", lost_answer=True)
        server.call("create_api_key", **KEY)
        server.send(b'{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"password":"%s"' % PASSWORD.encode())
        server.receive()
        server.end_input()
        assert server.wait() == 0
        logged = server.errors.text()
    assert str(file) in logged
    for secret in [sandbox.token, PASSWORD, "Wr0ng-Passw0rd!", made, made.partition(".")[2], "Bearer ey"]:
        assert secret not in logged


def test_a_token_file_is_read_again_when_it_changes(sandbox, tmp_path):
    file = tmp_path / "token"
    file.write_text("expired\n")
    with Server("--backend", sandbox.url, "--token-file", str(file)) as server:
        refusal = server.call("list_api_keys")
        assert refusal["isError"]
        assert "token" in refusal["content"][0]["text"]
        file.write_text(sandbox.token + "\n")
        assert not server.call("list_api_keys").get("isError")
        file.unlink()
        missing = server.call("list_api_keys")
        assert missing["isError"]
        assert str(file) in missing["content"][0]["text"]
        renewed = tmp_path / "renewed"
        renewed.write_text(sandbox.token)
        renewed.rename(file)
        assert not server.call("list_api_keys").get("isError")


@pytest.mark.parametrize("token", ["", "${NETHESIS_MCP_TOKEN}", "${NETHESIS_MCP_TOKEN:-}", "${env:NETHESIS_MCP_TOKEN}"])
def test_what_a_client_leaves_behind_is_no_token(sandbox, token):
    with Server("--backend", sandbox.url, env={"NETHESIS_MCP_TOKEN": token}) as server:
        result = server.call("list_api_keys")
        assert result["isError"]
        assert "NETHESIS_MCP_TOKEN" in result["content"][0]["text"]


def test_an_api_key_as_the_token_is_refused_without_a_call(sandbox):
    key = "myk_" + "0" * 30 + "." + "1" * 60
    with Server("--backend", sandbox.url, env={"NETHESIS_MCP_TOKEN": key}) as server:
        for tool, arguments in {"list_api_keys": {}, "create_api_key": KEY}.items():
            result = server.call(tool, **arguments)
            assert result["isError"]
            assert "API key" in result["content"][0]["text"]
            assert key not in result["content"][0]["text"]
    assert sandbox.control("requests") == {}


def test_a_token_travels_unencrypted_only_on_this_machine():
    env = {"NETHESIS_MCP_TOKEN": "session-token", "NETHESIS_MCP_BACKEND": "http://backend.invalid/api"}
    result = run("call", "list_api_keys", env=env)
    assert result.returncode in (1, 2)
    assert "https" in result.stdout + result.stderr
    assert "session-token" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("identity", "tool", "word"),
    [
        ("expired_session", "list_api_keys", "30 minutes"),
        ("revoked_session", "create_api_key", "30 minutes"),
        ("impersonation_with_consent", "create_api_key", "impersonates"),
        ("no_local_user", "create_api_key", "account"),
    ],
)
def test_who_may_not_is_told_why(sandbox, identity, tool, word):
    token = sandbox.control("sessions")[identity]
    arguments = KEY | {"password": "GhostPw1!" if identity == "no_local_user" else PASSWORD}
    with Server(env=sandbox.settings | {"NETHESIS_MCP_TOKEN": token}) as server:
        result = server.call(tool, **(arguments if tool == "create_api_key" else {}))
        assert result["isError"]
        assert word in result["content"][0]["text"]
        assert token not in result["content"][0]["text"]
