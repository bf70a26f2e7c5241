"""Signing in once, and calling without a token from then on, as a person and a script do."""

import base64
import json
import os
import re
import resource
import subprocess
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from faketime import LIBRARIES, FakeTime
from program import DEADLINE, PASSWORD, PATH, Program, Sandbox, Server, control, environment, run
from terminal import Terminal
from test_page_connections import OTHER, PYTHON, SENDER, needs_root
from visitor import Visitor, sign_in_url

MARIO = ("mario", PASSWORD)
OWNER = ("owner", "OwnerPw1!")


@pytest.fixture
def sandbox():
    with Sandbox() as sandbox:
        sandbox.issuer = sandbox.url.removesuffix("/api") + "/oidc"
        # No token: a session is what is to be used.
        sandbox.at = {
            "NETHESIS_MCP_BACKEND": sandbox.url, "NETHESIS_MCP_LOGIN_ISSUER": sandbox.issuer,
            "NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=sandbox-browser,device=sandbox-device",
            "NETHESIS_MCP_OPEN_BROWSER": "false",
        }
        yield sandbox


def token(claims):
    """A JWT of nobody that lives for ten minutes unless its claims say otherwise."""
    parts = [{"alg": "HS256"}, {"exp": int(time.time()) + 600, **claims}, {}]
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)


def sign_in(sandbox, *arguments, person=MARIO):
    """Signs in through the browser; gives what the program said and the redirection that it got."""
    with Program("login", "--browser", *arguments, env=sandbox.at) as login:
        browser = Visitor()
        target = browser.sign_in(sign_in_url(login), *person)
        status, _, page = browser.send(target)
        assert status == 200 and "Signed in" in page
        assert login.wait() == 0
        return login.errors.text(), target


def status(env):
    outcome = run("status", "--json", env=env)
    return outcome.returncode, json.loads(outcome.stdout)["documents"][0]


def keys(env):
    outcome = run("call", "list_api_keys", env=env)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)


def test_a_browser_signs_in_once_and_calls_need_no_token(sandbox):
    said, _ = sign_in(sandbox)
    assert "Signed in as Mario" in said and "renewed by itself" in said
    keys(sandbox.at)
    made = run("call", "create_api_key", "name=backup", "mode=read", "--password-stdin", input=PASSWORD, env=sandbox.at)
    assert made.returncode == 0 and "myk_" in made.stdout, made.stderr
    code, report = status(sandbox.at)
    assert code == 0 and report["backend"] == sandbox.url and report["credential"] is None
    assert [session["name"] for session in report["sessions"]] == ["Mario"]


def test_a_server_uses_the_session_that_was_made_while_it_ran(sandbox):
    with Server(env=sandbox.at) as server:
        failed = server.call("list_api_keys")
        assert failed["isError"] and "nethesis-mcp login" in failed["content"][0]["text"]
        sign_in(sandbox)
        assert not server.call("list_api_keys").get("isError")
        assert run("logout", env=sandbox.at).returncode == 0


def test_no_token_is_said_or_left_in_the_open(sandbox):
    said, target = sign_in(sandbox)
    outcomes = [run(*command, env=sandbox.at) for command in [("status",), ("status", "--json"), ("logout",)]]
    text = said + "".join(outcome.stdout + outcome.stderr for outcome in outcomes)
    assert "eyJ" not in text
    sign_in(sandbox)
    folder = os.path.join(environment()["XDG_STATE_HOME"], "nethesis-mcp")
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        assert os.stat(path).st_mode & 0o077 == 0, name
        with open(path, "rb") as file:
            assert b"eyJ" not in file.read(), name


def test_a_code_signs_in_without_a_browser_here(sandbox):
    with Program("login", "--device", env=sandbox.at) as login:
        said = ""
        while "which has the code already" not in said:
            said += login.errors.next().decode()
        browser = Visitor()
        url = re.search(r"open (\S+user_code=\S+), which", said)[1]
        page = browser.send(url)[2]
        fields = dict(re.findall(r'name="(user_code|xsrf)" value="([^"]*)"', page))
        fields.setdefault("user_code", re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", said)[0])
        place = browser.send(url.partition("?")[0], **fields)[1]["Location"]
        for form in [{"username": MARIO[0], "password": MARIO[1]}, {"action": "allow"}]:
            step, _, id = place.partition("?interaction=")
            answer = browser.send(step, interaction=id, **form)
            place = answer[1]["Location"]
            if place is None or "interaction=" not in place:
                break
        assert login.wait() == 0, login.errors.text()
    keys(sandbox.at)


def test_a_pasted_session_works_until_it_ends(sandbox):
    outcome = run("login", "--paste", input=sandbox.token + "\n", env=sandbox.at)
    assert outcome.returncode == 0 and "cannot be renewed" in outcome.stderr, outcome.stderr
    keys(sandbox.at)
    assert status(sandbox.at)[1]["sessions"][0]["kind"] == "pasted"


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ({"token_type": "refresh"}, "my_refresh_token"),
        ({"token_type": "access", "is_impersonated": True}, "impersonat"),
        ({"token_type": "impersonation"}, "impersonat"),
        ({"token_type": "access", "exp": 1000}, "expired"),
        ("myk_0011.2233", "API key"),
        ("not a token", "no token"),
        ({"token_type": "access"}, "did not accept"),
        ("", "empty"),
        ("x" * 20_000, "longer than"),
    ],
)
def test_what_is_no_session_is_refused_by_name_and_not_stored(sandbox, pasted, words):
    # Made here: the table is read minutes before its tests run.
    pasted = token(pasted) if isinstance(pasted, dict) else pasted
    outcome = run("login", "--paste", input=pasted + "\n", env=sandbox.at)
    assert outcome.returncode in (1, 2) and words in outcome.stderr
    assert pasted == "" or len(pasted) < 12 or pasted not in outcome.stderr
    code, report = status(sandbox.at)
    assert code == 1 and report["backend"] == sandbox.url and report["credential"] is None and not report["sessions"]


def test_where_else_to_sign_in_than_at_the_usual_api_is_said(sandbox):
    assert "nobody is signed in: nethesis-mcp login, with the same options\n" in run("status", env=sandbox.at).stdout
    assert "nethesis-mcp login --exportable, with the same options" in run("token", env=sandbox.at).stderr
    called = run("call", "list_api_keys", env=sandbox.at)
    assert "signs in with `nethesis-mcp login` with the options of this server." in called.stderr
    # Where login alone does it, it is enough.
    assert "nobody is signed in: nethesis-mcp login\n" in run("status").stdout


def test_nobody_is_sent_to_a_sign_in_that_an_api_does_not_have(tmp_path):
    file = tmp_path / "pets.json"
    security = {"security": [{"b": []}], "responses": {"200": {"description": "ok"}}}
    file.write_text(json.dumps({
        "openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "servers": [{"url": "http://127.0.0.1:9/v1"}],
        "paths": {"/pets": {"get": {"operationId": "listPets", **security}}},
        "components": {"securitySchemes": {"b": {"type": "http", "scheme": "bearer"}}},
    }))
    spec = "--spec", str(file)
    called = run("call", "list_pets", *spec)
    assert called.returncode == 1 and "--token-file" in called.stderr and "nethesis-mcp login" not in called.stderr
    for way, words in [([], "--login-issuer URL"), (["--paste"], "--token-file"), (["--browser"], "--login-client-id")]:
        outcome = run("login", *way, *spec, input="a\n")
        assert outcome.returncode == 2 and words in outcome.stderr, outcome
        assert "nethesis.it" not in outcome.stderr and "my_jwt" not in outcome.stderr, outcome
    # An overlay without x-mcp.login makes no difference.
    overlay = tmp_path / "overlay.json"
    overlay.write_text(json.dumps({"overlay": "1.0.0", "info": {"title": "o", "version": "1"}, "actions": []}))
    outcome = run("login", "--paste", *spec, "--overlay", str(overlay), input="a\n")
    assert outcome.returncode == 2 and "x-mcp.login" in outcome.stderr, outcome


def test_a_session_longer_than_a_line_of_a_terminal_is_pasted_whole(sandbox):
    # A terminal that edits lines keeps 4095 bytes of each; a session has its person's permissions in it.
    pasted = token({"token_type": "access", "user": {"user_permissions": ["read:systems"] * 300}})
    assert 4096 < len(pasted) < 8192
    with Terminal("login", "--paste", env=sandbox.at) as login:
        login.answer("Session (not shown): ", pasted)
        assert login.end() == 1
        # It is no session of the sandbox, which has been asked.
        assert "did not accept the session (HTTP 401)" in login.seen, login.seen
        assert pasted[:40] not in login.seen


def test_what_is_typed_unseen_can_be_corrected_and_nothing_after_it_is_left(sandbox):
    with Terminal("login", "--paste", env=sandbox.at) as login:
        login.answer("Session (not shown): ", "wrong\x15myk_\N{EURO SIGN}\x7fx y\x17\x7f\x7f1\nrm -rf nothing")
        assert login.end() == 1
        assert "This is an API key" in login.seen and "rm -rf" not in login.seen, login.seen


def test_the_stand_in_of_the_process_itself_is_not_signed_in_to(sandbox):
    outcome = run("login", "--sandbox", "--paste", env=sandbox.at)
    assert outcome.returncode == 2 and "--sandbox signs in by itself" in outcome.stderr


def test_no_memory_of_the_process_is_written_to_a_file(sandbox):
    """A core file would have all tokens in it."""
    def allow():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    server = subprocess.Popen(
        [PATH], env=environment(sandbox.at), stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=allow
    )
    with server:
        server.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
        server.stdin.flush()
        assert server.stdout.readline()
        soft, _ = resource.prlimit(server.pid, resource.RLIMIT_CORE)
        server.stdin.close()
        assert server.wait(DEADLINE) == 0
    assert soft == 0


def test_of_two_people_none_is_chosen_silently(sandbox):
    sign_in(sandbox)
    sign_in(sandbox, person=OWNER)
    outcome = run("call", "list_api_keys", env=sandbox.at)
    assert outcome.returncode == 1 and "--account" in outcome.stderr
    names = [session["email"] for session in status(sandbox.at)[1]["sessions"]]
    assert len(set(names)) == 2
    for name in names:
        keys(sandbox.at | {"NETHESIS_MCP_ACCOUNT": name})
    assert run("logout", env=sandbox.at).returncode != 0
    assert run("logout", "--account", names[0], env=sandbox.at).returncode == 0
    keys(sandbox.at)


def test_signing_in_again_revokes_the_former_sign_in(sandbox):
    said, _ = sign_in(sandbox)
    assert "former" not in said
    said, _ = sign_in(sandbox)
    assert "The former sign-in of this account is revoked." in said
    assert len(status(sandbox.at)[1]["sessions"]) == 1
    keys(sandbox.at)


def test_a_token_that_ended_before_its_time_is_renewed_in_the_call(sandbox):
    sign_in(sandbox)
    with Server(env=sandbox.at) as server:
        assert not server.call("list_api_keys").get("isError")
        # The backend's clock is ahead of ours: here the token still looks good.
        sandbox.control("faults", clock_offset_s=3600)
        assert not server.call("list_api_keys").get("isError")
    sandbox.control("faults", clock_offset_s=7200)
    revoke = "call", "revoke_api_key", "id=f47ac10b-58cc-4372-a567-0e02b2c3d479"
    failed = run(*revoke, env=sandbox.at)
    assert failed.returncode == 1 and "has been renewed since: call again." in failed.stderr, failed.stderr
    assert "HTTP 404" in run(*revoke, env=sandbox.at).stderr


def test_a_former_sign_in_that_cannot_be_revoked_is_said(sandbox):
    sign_in(sandbox)
    outcome = run("login", "--paste", input=sandbox.token + "\n", env=sandbox.at | {"NETHESIS_MCP_LOGIN_ISSUER": ""})
    assert outcome.returncode == 0 and "Signed in as" in outcome.stderr, outcome.stderr
    assert "was not revoked, and ends by itself" in outcome.stderr and "eyJ" not in outcome.stderr
    keys(sandbox.at)


def test_another_person_than_the_wanted_one_is_not_stored(sandbox):
    with Program("login", "--browser", "--account", "owner@example.com", env=sandbox.at) as login:
        browser = Visitor()
        browser.send(browser.sign_in(sign_in_url(login), *MARIO))
        assert login.wait() == 2 and "nothing was stored" in login.errors.text()
    assert status(sandbox.at)[1]["sessions"] == []


def test_what_comes_without_the_right_state_changes_nothing(sandbox):
    with Program("login", "--browser", env=sandbox.at) as login:
        browser = Visitor()
        target = browser.sign_in(sign_in_url(login), *MARIO)
        start = target.partition("?")[0]
        for query in ["", "?error=access_denied", "?error=access_denied&state=x", "?code=x&state=x", "?code=x"]:
            assert browser.send(start + query)[0] == 400
        assert browser.send(target)[0] == 200
        assert login.wait() == 0


def test_all_users_may_see_the_arguments_of_programs_but_no_state_in_them(sandbox, tmp_path):
    shown = tmp_path / "shown"
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {shown}.new && mv {shown}.new {shown}\n')
    opener.chmod(0o755)
    desktop = {"DISPLAY": ":0", "PATH": f"{tmp_path}:/usr/bin:/bin", "NETHESIS_MCP_OPEN_BROWSER": "true"}
    with Program("login", "--browser", env=sandbox.at | desktop) as login:
        target = sign_in_url(login)
        end = time.monotonic() + DEADLINE
        while not shown.exists() and time.monotonic() < end:
            time.sleep(0.02)
        link = shown.read_text().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/sign-in", link), link
        status, headers, _ = Visitor().send(link)
        assert status == 303 and headers["Location"] == target and "state=" in target
        assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer"
        if os.geteuid() == 0 and PYTHON:
            request = f"GET /sign-in HTTP/1.1\r\nHost: {urlsplit(link).netloc}\r\nConnection: close\r\n\r\n".encode()
            said = subprocess.run(
                [PYTHON, "-I", "-c", SENDER, str(urlsplit(link).port)], input=request, stdout=subprocess.PIPE,
                user=OTHER, group=OTHER, extra_groups=[], timeout=DEADLINE, cwd="/",
            ).stdout
            assert said.startswith(b"HTTP/1.1 403 ") and b"state" not in said
        browser = Visitor()
        assert browser.send(browser.sign_in(target, *MARIO))[0] == 200 and login.wait() == 0


@needs_root
def test_another_user_of_the_machine_cannot_come_back_with_a_code(sandbox):
    with Program("login", "--browser", env=sandbox.at) as login:
        browser = Visitor()
        target = browser.sign_in(sign_in_url(login), *MARIO)
        url = urlsplit(target)
        message = f"GET {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n\r\n".encode()
        other = subprocess.run(
            [PYTHON, "-I", "-c", SENDER, str(url.port)], input=message, capture_output=True, timeout=DEADLINE,
            user=OTHER, group=OTHER, extra_groups=[], cwd="/", env={},
        )
        assert b" 403 " in other.stdout.splitlines()[0], other
        assert browser.send(target)[0] == 200
        assert login.wait() == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"NETHESIS_MCP_LOGIN_CLIENT_ID": ""}, "--login-client-id browser=ID"),
        ({"NETHESIS_MCP_LOGIN_ISSUER": ""}, "--login-issuer"),
        ({"NETHESIS_MCP_LOGIN_ISSUER": "http://id.example.com/oidc"}, "expected the https URL"),
        ({"NETHESIS_MCP_LOGIN_ISSUER": "http://127.0.0.1:9/oidc"}, "refused the connection"),
        ({"NETHESIS_MCP_TOKEN_STORE": "memory"}, "take keyring or file"),
        ({"NETHESIS_MCP_TOKEN_STORE": "cloud"}, "expected one of keyring, file, memory"),
    ],
)
def test_what_is_missing_is_said(sandbox, change, words):
    outcome = run("login", "--browser", env=sandbox.at | change)
    assert outcome.returncode in (1, 2) and words in outcome.stderr, outcome.stderr


def test_a_provider_that_answers_a_page_is_an_error(sandbox):
    sandbox.control("faults", identity_provider_html=True)
    outcome = run("login", "--browser", env=sandbox.at)
    assert outcome.returncode == 1 and "eyJ" not in outcome.stderr and len(outcome.stderr) < 1000, outcome.stderr


def test_without_a_terminal_it_says_how_to_paste():
    outcome = subprocess.run(
        ["setsid", PATH, "login"], stdin=subprocess.DEVNULL, env=environment(), capture_output=True, text=True,
        timeout=DEADLINE,
    )
    assert outcome.returncode == 2 and "--paste" in outcome.stderr and "http://127.0.0.1/callback" in outcome.stderr


def printed(sandbox, *arguments, env=None):
    outcome = run("token", *arguments, env=sandbox.at | (env or {}))
    assert outcome.returncode == 0 and outcome.stderr == "", outcome.stderr
    return outcome.stdout


def test_a_token_is_printed_in_each_form_and_works(sandbox):
    sign_in(sandbox, "--exportable")
    token = printed(sandbox).removesuffix("\n")
    assert token.startswith("eyJ") and "\n" not in token
    assert printed(sandbox, "--format", "line") == f"Authorization: Bearer {token}\n"
    assert json.loads(printed(sandbox, "--format", "header")) == {"Authorization": f"Bearer {token}"}
    report = json.loads(printed(sandbox, "--format", "json"))
    assert report["token"] == token and report["version"] == 1 and report["backend"] == sandbox.url
    assert report["expires_at"].endswith("Z") and "Mario" in report["account"]
    request = urllib.request.Request(sandbox.url + "/me", headers={"Authorization": f"Bearer {token}"})
    assert urllib.request.urlopen(request, timeout=DEADLINE).status == 200
    payload = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert payload["token_type"] == "access"


def test_each_printed_token_is_recorded(sandbox, tmp_path):
    sign_in(sandbox, "--exportable")
    assert "it never did" in run("status", env=sandbox.at).stdout
    record = tmp_path / "audit.jsonl"
    tokens = [printed(sandbox, env={"NETHESIS_MCP_AUDIT": str(record)}) for _ in range(3)]
    code, report = status(sandbox.at)
    session = report["sessions"][0]
    assert code == 0 and session["token_printed"] == 3 and session["exportable"] is True
    assert [use["format"] for use in session["last_printed"]] == ["raw"] * 3
    assert all("python" in use["program"] or "pytest" in use["program"] for use in session["last_printed"])
    assert "3 times" in run("status", env=sandbox.at).stdout
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["exported"] * 3
    assert tokens[0].strip() not in record.read_text()
    assert run("audit", "verify", str(record)).returncode == 0
    run("logout", env=sandbox.at)
    sign_in(sandbox)
    assert status(sandbox.at)[1]["sessions"][0]["token_printed"] == 0


def test_what_cannot_be_recorded_is_not_printed(sandbox, tmp_path):
    sign_in(sandbox, "--exportable")
    outcome = run("token", env=sandbox.at | {"NETHESIS_MCP_AUDIT": str(tmp_path)})
    assert outcome.returncode != 0 and outcome.stdout == "" and "eyJ" not in outcome.stderr, outcome.stderr


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--format", "header")])
def test_a_session_that_is_not_exportable_is_not_printed(sandbox, arguments):
    outcome = run("token", *arguments, env=sandbox.at)
    assert outcome.returncode == 1 and "login --exportable" in outcome.stderr
    sign_in(sandbox)
    outcome = run("token", *arguments, env=sandbox.at)
    assert outcome.returncode == 1 and outcome.stdout == "" and "login --exportable" in outcome.stderr, outcome.stderr
    outcome = run("token", *arguments, env=sandbox.at | {"NETHESIS_MCP_TOKEN": "some-token"})
    assert outcome.returncode == 2 and outcome.stdout == "" and "NETHESIS_MCP_TOKEN" in outcome.stderr, outcome.stderr


def test_pauses_end_though_a_library_has_moved_the_time(tmp_path):
    if not LIBRARIES:
        assert os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1", "there is no libfaketime"
        pytest.skip("there is no libfaketime")
    clock = FakeTime(tmp_path)
    # More than the machine has been running, by which it also moves the timers of Dispatch.
    clock.jump(3650 * 86_400)
    with Program("sandbox", env=clock.environment) as sandbox:
        sandbox.url = sandbox.wait_for_url("Sandbox")
        sandbox.at = clock.environment | {
            "NETHESIS_MCP_BACKEND": sandbox.url, "NETHESIS_MCP_LOGIN_CLIENT_ID": "sandbox-browser",
            "NETHESIS_MCP_LOGIN_ISSUER": sandbox.url.removesuffix("/api") + "/oidc", "NETHESIS_MCP_OPEN_BROWSER": "false",
        }
        sign_in(sandbox)
        clock.jump(3600)
        control(sandbox.url, "faults", lost_answer=True)
        outcome = run("call", "list_api_keys", env=sandbox.at)
        assert outcome.returncode == 1 and "could not be renewed" in outcome.stderr, outcome.stderr
