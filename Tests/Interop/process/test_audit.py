"""The record of calls: what is in it, what is not, and what is found when it was changed."""

import json
import threading

import pytest

from backend import Backend, json_answer
from leaks import found_in
from plain_page import Page
from program import PASSWORD, Server, run
from test_step_up import KEY, ask, token
from web import WebServer

POST, GET, DELETE = "POST /me/api-keys", "GET /me/api-keys", "DELETE /me/api-keys/{id}"
LOOKED = [f"sent {GET}", f"answered {GET}"]
CALLED = [f"sent {POST}", f"answered {POST}"]


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def story(events):
    """What happened, each event with its request."""
    return [" ".join(filter(None, [event["event"], event.get("request")])) for event in events]


def block(path):
    """Has no line written any more."""
    path.unlink()
    path.mkdir()


def test_a_call_that_a_person_approved(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        page = ask(server)
        made = token(page.submit())
        server.call("create_api_key", **KEY)
    events = lines(path)
    assert story(events) == [
        "asked", *LOOKED, f"approved {POST}", *LOOKED, *CALLED, "delivered", "asked", "joined"
    ]
    first = events[0]["call"]
    assert {event["call"] for event in events[:9]} == {first} != {event["call"] for event in events[9:]}
    assert events[-1]["first"] == first
    assert events[0]["arguments"] == KEY and events[0]["transport"] == "stdio"
    assert events[7]["outcome"] == "HTTP 201" and events[8]["outcome"] == "page"
    assert events[8]["tokens"]["token"].startswith("hmac-sha256:")
    assert found_in([PASSWORD, made, sandbox.token], path.read_text()) == []
    assert run("audit", "verify", str(path)).returncode == 0


def test_a_key_that_is_revoked_on_the_page(sandbox, tmp_path):
    path = tmp_path / "audit"
    sandbox.control("faults", lost_answer=True)
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        page = ask(server)
        page.submit()
        page.submit(decision="revoke")
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
    events = [event for event in lines(path) if event["tool"] == "create_api_key"]
    revoked = [f"approved {DELETE}", f"sent {DELETE}", f"answered {DELETE}"]
    assert story(events) == ["asked", *LOOKED, f"approved {POST}", *LOOKED, *CALLED, *LOOKED, *revoked]
    assert events[-2]["arguments"] == {"id": key["id"]}
    assert len({event["call"] for event in events}) == 1


def test_a_call_over_http(sandbox, tmp_path):
    path = tmp_path / "audit"
    access = tmp_path / "access"
    added = run("access", "add", "alice", "--file", str(access))
    caller = {"Authorization": f"Bearer {added.stdout.split()[-1]}"}
    arguments = ["--secrets", "auto", "--audit", str(path), "--access-token-file", str(access)]
    with WebServer(*arguments, env=sandbox.settings) as server:
        result = server.call("create_api_key", headers=caller, **KEY)
        made = token(Page(result["structuredContent"]["step_up"]["url"]).submit())
        server.call("create_api_key", headers=caller, **KEY)
    events = lines(path)
    assert story(events)[-4:] == [f"answered {POST}", "delivered", "asked", "joined"]
    assert {(event["transport"], event["caller"]) for event in events} == {("http", "alice")}
    secrets = [PASSWORD, made, sandbox.token, added.stdout.split()[-1]]
    assert found_in(secrets, path.read_text()) == []
    assert run("audit", "verify", str(path)).returncode == 0


def test_processes_that_write_at_once_make_one_chain(sandbox, tmp_path):
    path = tmp_path / "audit"

    def work(name):
        with Server("--audit", str(path), env=sandbox.settings) as server:
            for number in range(25):
                server.call("list_api_key_events", api_key_id=f"{name}-{number}")
            server.end_input()
            server.wait()

    threads = [threading.Thread(target=work, args=[name]) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert run("audit", "verify", str(path)).returncode == 0
    calls = {}
    for event in lines(path):
        calls.setdefault(event["call"], []).append(event)
    assert all([event["event"] for event in call] == ["asked", "sent", "answered"] for call in calls.values())
    asked = {call[0]["arguments"]["api_key_id"] for call in calls.values()}
    assert asked == {f"{name}-{number}" for name in range(4) for number in range(25)}


@pytest.mark.parametrize("policy", ["inline", "auto", "strict"])
def test_secrets_that_were_arguments(sandbox, tmp_path, policy):
    path = tmp_path / "audit"
    with Server("--secrets", policy, "--audit", str(path), env=sandbox.settings) as server:
        server.call("create_api_key", name=PASSWORD, mode="read", password=PASSWORD)
    events = lines(path)
    assert events[0]["arguments"] == {"name": "[redacted]", "mode": "read", "password": "[secret]"}
    assert events[-1]["event"] == ("refused" if policy == "strict" else "delivered")
    assert found_in([PASSWORD, sandbox.token], path.read_text()) == []


def test_what_the_document_says_itself_stays_though_it_is_a_password(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        for name in ["expires_in_days", "arguments"]:
            for _ in range(2):
                server.call("create_api_key", name=f"a {name}", mode="read", expires_in_days=30, password=name)
        server.call("create_api_key", name="n", mode="neither")
    events = lines(path)
    asked = [event["arguments"] for event in events if event["event"] == "asked"]
    kept = {"name": "a [redacted]", "mode": "read", "expires_in_days": 30, "password": "[secret]"}
    assert asked[:4] == [kept] * 4
    assert events[-1]["outcome"].startswith("Invalid arguments, so nothing was sent")


def test_declined_and_invalid_calls(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        ask(server).submit(decision="decline")
        server.call("revoke_api_key")
    assert story(lines(path)) == ["asked", *LOOKED, "declined", "asked", "refused"]


def test_nothing_is_sent_without_a_record(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--audit", str(path), env=sandbox.settings) as server:
        server.ping()
        block(path)
        result = server.call("list_api_keys")
        assert result["isError"] and "no record of it can be kept" in result["content"][0]["text"]
    assert "GET /api/me/api-keys" not in sandbox.control("requests")


def test_nothing_that_a_person_approved_is_sent_without_a_record(sandbox, tmp_path):
    path = tmp_path / "audit"
    with Server("--secrets", "auto", "--audit", str(path), env=sandbox.settings) as server:
        page = ask(server)
        block(path)
        assert "no record of it can be kept" in page.submit()
        assert server.call("create_api_key", **KEY)["isError"]
    assert "POST /api/me/api-keys" not in sandbox.control("requests")


def test_a_person_gets_the_token_though_that_cannot_be_recorded(tmp_path):
    path = tmp_path / "audit"

    def behave(connection, request):
        if request.startswith(b"POST"):
            block(path)
            answer = json_answer(b'{"code":201,"data":{"id":"9","name":"n","token":"myk_0123456789.abcdef"}}')
            connection.sendall(answer.replace(b"200 OK", b"201 Created"))
        else:
            connection.sendall(json_answer(b'{"data":{"api_keys":[]}}'))
        return True

    with Backend(behave) as backend:
        with Server("--secrets", "auto", "--audit", str(path), env=backend.settings) as server:
            assert token(ask(server).submit()) == "myk_0123456789.abcdef"
            server.end_input()
            assert server.wait() == 0
            for event in ["answered", "delivered"]:
                assert f"the audit log has no line for this: {event} create_api_key" in server.errors.text()


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
