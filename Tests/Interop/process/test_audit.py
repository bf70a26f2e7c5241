"""The record of calls: what is in it, what is not, and what is found when it was changed."""

import json

import pytest

from leaks import found_in
from program import PASSWORD, Server, run
from test_step_up import KEY, ask, token


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_call_that_a_person_approved(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        page = ask(server)
        made = token(page.submit())
        server.call("create_api_key", **KEY)
    events = lines(path)
    assert [event["event"] for event in events] == ["asked", "approved", "sent", "answered", "delivered", "asked"]
    assert len({event["call"] for event in events[:5]}) == 1
    assert events[0]["arguments"] == KEY and events[0]["transport"] == "stdio"
    assert events[3]["outcome"] == "HTTP 201" and events[4]["outcome"] == "page"
    assert events[4]["tokens"]["token"].startswith("hmac-sha256:")
    assert found_in([PASSWORD, made, sandbox.token], path.read_text()) == []
    assert run("audit", "verify", str(path)).returncode == 0


@pytest.mark.parametrize("policy", ["inline", "auto", "strict"])
def test_secrets_that_were_arguments(sandbox, tmp_path, policy):
    path = tmp_path / "audit"
    with Server("--secrets", policy, "--audit", str(path), env=sandbox.settings) as server:
        server.call("create_api_key", name=PASSWORD, mode="read", password=PASSWORD)
    events = lines(path)
    assert events[0]["arguments"] == {"name": "[redacted]", "mode": "read", "password": "[secret]"}
    assert events[-1]["event"] == ("refused" if policy == "strict" else "delivered")
    assert found_in([PASSWORD, sandbox.token], path.read_text()) == []


def test_declined_and_invalid_calls(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        ask(server).submit(decision="decline")
        server.call("revoke_api_key")
    assert [event["event"] for event in lines(path)] == ["asked", "declined", "asked", "refused"]


def test_nothing_is_sent_without_a_record(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--audit", str(path), env=sandbox.settings) as server:
        server.ping()
        path.unlink()
        path.mkdir()
        result = server.call("list_api_keys")
        assert result["isError"] and "no record of it can be kept" in result["content"][0]["text"]
    assert "GET /api/me/api-keys" not in sandbox.control("requests")


def test_a_changed_record_is_found(sandbox, tmp_path):
    path = tmp_path / "audit"
    for _ in range(2):
        assert run("call", "list_api_keys", "--audit", str(path), env=sandbox.settings).returncode == 0
    good = run("audit", "verify", str(path))
    assert good.returncode == 0 and "cannot be seen" in good.stderr
    path.write_text(path.read_text().replace("HTTP 200", "HTTP 500", 1))
    bad = run("audit", "verify", str(path))
    assert bad.returncode == 1
    assert f"{path}:3: " in bad.stdout


def test_a_record_needs_a_place(tmp_path):
    outcome = run("call", "list_api_keys", "--sandbox", "--audit", str(tmp_path))
    assert outcome.returncode == 2 and "--audit" in outcome.stderr
