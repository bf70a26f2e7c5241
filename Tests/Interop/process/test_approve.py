"""Approving at a terminal what a model asks for: `nethesis-mcp approve`."""

import contextlib
import json
import select
import signal
import socket
import stat
import subprocess
import termios
import threading

import pytest

from backend import OK, Backend, answering, close, json_answer, redirect
from leaks import found_in as found
from plain_page import OPENER
from program import DEADLINE, PASSWORD, PATH, Server, environment
from terminal import Terminal
from test_page_connections import OTHER, PYTHON, needs_root
from test_step_up import KEY, attempts
from web import WebServer, free_port

WRONG = "Wr0ng-Passw0rd!"
# A page as another server could have it.
WAITING = {
    "state": "waiting", "tool": "t", "title": "T", "arguments": {}, "backend": "https://api.example", "expires_at": "x",
    "form": "f", "fields": [{"name": "password", "required": True}],
}


@contextlib.contextmanager
def serving(transport, sandbox, *options, env=None):
    """A server that asks people for secrets."""
    env = sandbox.settings | (env or {})
    with (Server if transport == "stdio" else WebServer)("--secrets", "strict", *options, env=env) as server:
        yield server


@pytest.fixture(params=["stdio", "http"])
def server(request, sandbox):
    with serving(request.param, sandbox) as server:
        yield server


def asked(server, **arguments):
    """The link that a model passes on."""
    result = server.call("create_api_key", **KEY | arguments)
    return result["structuredContent"]["step_up"]["url"]


def approve(url, *options, input="", env=None):
    """Runs the command with nothing that is a terminal."""
    return subprocess.run(
        [PATH, "approve", url, *options], input=input, env=environment(env), capture_output=True, text=True,
        timeout=DEADLINE, start_new_session=True,
    )


def html(url):
    with OPENER.open(url, timeout=DEADLINE) as page:
        return page.read().decode()


def page_of(backend):
    return backend.url.removesuffix("/api") + "/step-up/a/b"


def keys(server):
    return server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]


def test_what_is_asked_is_shown_first_and_the_token_once(server):
    url = asked(server)
    with Terminal("approve", url) as terminal:
        terminal.wait_for("Approve? ")
        for word in ["127.0.0.1:", "(this machine)", "Create an API key", "create_api_key", *KEY.values(), "Sent to"]:
            assert word in terminal.seen, word
        assert "Your password" not in terminal.seen
        terminal.type("yes\n")
        terminal.answer("Your password, not shown: ", PASSWORD)
        assert terminal.end() == 0, terminal.seen
        assert PASSWORD not in terminal.seen
        (key,) = keys(server)
        assert terminal.seen.count("myk_" + key["key_public"].removeprefix("myk_")) == 1
        assert "shown this once" in terminal.seen and "--revoke" in terminal.seen


def test_after_a_wrong_password_it_is_asked_again(sandbox, server):
    with Terminal("approve", asked(server)) as terminal:
        terminal.answer("Approve? ", "y")
        terminal.answer("not shown: ", WRONG)
        terminal.wait_for("2 attempts are left")
        terminal.answer("not shown: ", PASSWORD)
        assert terminal.end() == 0, terminal.seen
        assert WRONG not in terminal.seen
        assert terminal.seen.count("Approve? ") == 1
    assert attempts(sandbox) == 2 and len(keys(server)) == 1


def test_three_wrong_passwords_end_it(sandbox, server):
    with Terminal("approve", asked(server)) as terminal:
        terminal.answer("Approve? ", "yes")
        for left in ["", "2 attempts are left", "This is the last attempt"]:
            terminal.wait_for(left)
            terminal.answer("not shown: ", WRONG)
        assert terminal.end() == 1
        assert terminal.seen.count("The password is wrong, or could not be checked.") == 2
        assert "It failed" in terminal.seen and "Have the assistant ask anew" in terminal.seen
    assert attempts(sandbox) == 3


@pytest.mark.parametrize("answers", [[], ["yes"]])
def test_an_interruption_leaves_it_open_and_says_so(sandbox, server, answers):
    with Terminal("approve", asked(server)) as terminal:
        for word in answers:
            terminal.answer("Approve? ", word)
        terminal.wait_for("not shown: " if answers else "Approve? ")
        terminal.type("\x03")
        assert terminal.end() < 0
        assert terminal.seen.count("It stays open until ") == 1
    assert attempts(sandbox) == 0


def test_who_declines_is_believed(sandbox, server):
    url = asked(server)
    with Terminal("approve", url) as terminal:
        terminal.answer("Approve? ", "no")
        assert terminal.end() == 0 and "Declined" in terminal.seen
    assert "Declined" in html(url)
    outcome = approve(asked(server, name="Another"), "--decline")
    assert outcome.returncode == 0 and "Declined" in outcome.stderr and outcome.stdout == ""
    assert attempts(sandbox) == 0


@pytest.mark.parametrize("answers", [[""], ["yes", ""]])
def test_who_does_not_decide_leaves_it_open(sandbox, server, answers):
    url = asked(server)
    with Terminal("approve", url) as terminal:
        for prompt, text in zip(["Approve? ", "not shown: "], answers):
            terminal.answer(prompt, text)
        assert terminal.end() == 1 and "stays open" in terminal.seen
    assert "<form" in html(url)
    assert attempts(sandbox) == 0


def test_who_answers_something_else_is_asked_once_more(sandbox, server):
    url = asked(server)
    with Terminal("approve", url) as terminal:
        terminal.answer("Approve? ", "maybe")
        terminal.wait_for("no answer to this")
        terminal.answer("Approve? ", "perhaps")
        assert terminal.end() == 1 and "stays open" in terminal.seen
    assert "<form" in html(url)
    with Terminal("approve", url) as terminal:
        terminal.answer("Approve? ", "nope")
        terminal.answer("Approve? ", "no")
        assert terminal.end() == 0 and "Declined" in terminal.seen
    assert attempts(sandbox) == 0


def test_a_signal_leaves_the_terminal_as_it_was(sandbox, server):
    with Terminal("approve", asked(server)) as terminal:
        terminal.answer("Approve? ", "yes")
        terminal.wait_for("not shown: ")
        terminal.type("half\x03")
        assert terminal.end() == -signal.SIGINT
        assert termios.tcgetattr(terminal.descriptor)[3] & termios.ECHO
    assert attempts(sandbox) == 0


def test_a_script_gives_the_password_and_says_where_the_token_goes(sandbox, server, tmp_path):
    path = tmp_path / "token"
    outcome = approve(asked(server), "--password-stdin", "--token-to", str(path), input=PASSWORD + "\n")
    assert outcome.returncode == 0, outcome.stderr
    token = path.read_text().strip()
    assert f"Done. Your token is in {path}.\n" in outcome.stderr and "shown here" not in outcome.stderr
    assert token.startswith("myk_") and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found([PASSWORD, token], outcome.stdout + outcome.stderr) == []
    assert "Sent to  " + sandbox.url.removesuffix("/api") in outcome.stderr

    outcome = approve(asked(server, name="Two"), "--password-stdin", "--token-to", "-", input=PASSWORD + "\n")
    assert outcome.returncode == 0
    assert outcome.stdout.startswith("myk_") and outcome.stdout.count("\n") == 1
    assert "Done. Your token is on standard output.\n" in outcome.stderr
    assert found([PASSWORD, outcome.stdout.strip()], outcome.stderr) == []


def test_a_token_goes_into_no_pipe_and_over_no_file(sandbox, server, tmp_path):
    path = tmp_path / "token"
    path.write_text("mine")
    url = asked(server)
    for options, words in [([], "--token-to"), (["--token-to", str(path)], "not overwritten")]:
        outcome = approve(url, "--password-stdin", *options, input=PASSWORD + "\n")
        assert outcome.returncode == 2 and words in outcome.stderr, outcome
        assert outcome.stdout == ""
    assert path.read_text() == "mine" and attempts(sandbox) == 0


def test_a_token_that_is_typed_for_is_shown_at_the_terminal_whatever_standard_output_is(server, tmp_path):
    url, path = asked(server), tmp_path / "out"
    with Terminal("-c", f'exec "$0" "$@" >{path} 2>&1', PATH, "approve", url, program="/bin/sh") as terminal:
        terminal.answer("Approve? ", "yes")
        terminal.answer("not shown: ", PASSWORD)
        assert terminal.end() == 0, terminal.seen
        assert "myk_" in terminal.seen
    assert path.read_text() == ""


def test_a_wrong_password_of_a_script_is_not_tried_again(sandbox, server, tmp_path):
    url, path = asked(server), tmp_path / "token"
    outcome = approve(url, "--password-stdin", "--token-to", str(path), input=f"{WRONG}\n{PASSWORD}\n")
    assert outcome.returncode == 1 and "2 attempts are left" in outcome.stderr
    assert found([WRONG], outcome.stderr) == []
    assert not path.exists() and attempts(sandbox) == 1
    outcome = approve(url, "--password-stdin", "--token-to", str(path), input=PASSWORD + "\n")
    assert outcome.returncode == 0 and path.exists()
    assert "not accepted" not in outcome.stderr, outcome.stderr


def test_an_attempt_of_an_earlier_run_is_not_taken_for_one_of_this(server):
    url = asked(server)
    assert approve(url, "--password-stdin", "--token-to", "-", input=WRONG).returncode == 1
    with Terminal("approve", url) as terminal:
        terminal.wait_for("An earlier attempt was not accepted; 2 attempts are left.")
        terminal.answer("Approve? ", "yes")
        terminal.answer("not shown: ", WRONG)
        terminal.wait_for("This is the last attempt")
        assert terminal.seen.count("That was not accepted") == 1
    with Terminal("approve", url) as terminal:
        terminal.wait_for("An earlier attempt was not accepted; 1 attempt is left.")
        terminal.answer("Approve? ", "yes")
        terminal.answer("not shown: ", PASSWORD)
        assert terminal.end() == 0, terminal.seen
        assert "That was not accepted" not in terminal.seen


def test_a_second_use_shows_no_token_and_can_revoke(sandbox, server):
    url = asked(server)
    assert approve(url, "--password-stdin", "--token-to", "-", input=PASSWORD).returncode == 0
    outcome = approve(url, "--password-stdin", "--token-to", "-", input=PASSWORD)
    assert outcome.returncode == 1 and "not shown again" in outcome.stderr and outcome.stdout == ""
    assert attempts(sandbox) == 1
    with Terminal("approve", url) as terminal:
        terminal.answer("yes, or nothing to keep it: ", "")
        assert terminal.end() == 1 and "not shown again" in terminal.seen
    assert not keys(server)[0]["revoked_at"]
    with Terminal("approve", url) as terminal:
        terminal.answer("yes, or nothing to keep it: ", "yes")
        assert terminal.end() == 0 and "Revoked. " in terminal.seen
    assert keys(server)[0]["revoked_at"]


def test_revoking_by_an_option(sandbox, server):
    url = asked(server)
    outcome = approve(url, "--revoke")
    assert outcome.returncode == 1 and "stays open" in outcome.stderr
    assert "Nothing was revoked: it has not been approved." in outcome.stderr
    assert approve(url, "--password-stdin", "--token-to", "-", input=PASSWORD).returncode == 0
    sandbox.control("faults", database_down=True)
    outcome = approve(url, "--revoke")
    assert outcome.returncode == 1 and "It may still be there" in outcome.stderr
    sandbox.control("faults", database_down=False)
    outcome = approve(url, "--revoke")
    assert outcome.returncode == 0 and "Revoked" in outcome.stderr
    assert keys(server)[0]["revoked_at"]
    outcome = approve(url, "--revoke")
    assert outcome.returncode == 1 and outcome.stderr == "It had been revoked before; nothing was done now.\n"


@pytest.mark.parametrize(
    "state, option, words",
    [
        ("declined", "--decline", "It had been declined before; nothing was done now."),
        ("declined", "--revoke", "Nothing was revoked: nothing was made."),
        ("revoked", "--decline", "It had been revoked before; nothing was done now."),
        ("done", "--decline", "Nothing was declined: it had been approved before."),
        ("done", "--revoke", "Nothing was revoked: this call made nothing that can be revoked from here."),
        ("failed", "--revoke", "Nothing was revoked: it is not known to have made anything."),
        ("submitted", "--revoke", "Nothing was revoked: something is still under way."),
        ("expired", "--revoke", "Nothing was revoked: nothing was made."),
    ],
)
def test_an_option_that_comes_too_late_is_said_to_do_nothing(state, option, words):
    page = WAITING | {"state": state, "heading": "Heading", "text": "Text."}
    with Backend(answering(json_answer(json.dumps(page).encode()))) as other:
        outcome = approve(page_of(other), option)
        assert outcome.returncode == 1 and words in outcome.stderr, outcome
        assert len(other.requests) == 1


def test_a_lost_answer_can_be_revoked(sandbox, server):
    sandbox.control("faults", lost_answer=True)
    with Terminal("approve", asked(server)) as terminal:
        terminal.answer("Approve? ", "yes")
        terminal.answer("not shown: ", PASSWORD)
        terminal.answer("yes, or nothing to keep it: ", "yes")
        assert terminal.end() == 0
        assert "the answer was lost" in terminal.seen
    assert keys(server)[0]["revoked_at"] and attempts(sandbox) == 1


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_what_has_expired(sandbox, transport):
    with serving(transport, sandbox, env={"NETHESIS_MCP_TEST_LIFETIME": "0.001"}) as server:
        outcome = approve(asked(server), "--password-stdin", "--token-to", "-", input=PASSWORD)
        assert outcome.returncode == 1 and "Expired. Nothing was sent" in outcome.stderr
        assert outcome.stdout == "" and attempts(sandbox) == 0


def test_a_link_may_have_the_end_of_its_sentence(server):
    outcome = approve(asked(server) + ">.", "--decline")
    assert outcome.returncode == 0 and "Declined" in outcome.stderr, outcome


def test_another_host_is_not_even_connected_to(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        config = tmp_path / "config.json"
        config.write_text('{"public-url": "https://mcp.example.com/mcp"}')
        for url in [
            f"http://127.0.0.1.nip.example:{port}/step-up/a/b", f"http://0.0.0.0:{port}/step-up/a/b",
            f"http://127.0.0.1@evil.example:{port}/step-up/a/b", f"http://0x7f.1:{port}/step-up/a/b",
            f"http://[::ffff:127.0.0.1]:{port}/step-up/a/b", f"http://127.0.0.1:{port}/api/me",
            f"http://127.0.0.1:{port}/step-up/a/b?c", f"http://127.0.0.1:{port}/step-up/a/b#c",
            f"https://mcp.example.com:{port}/step-up/a/b", "http://mcp.example.com/step-up/a/b", "ftp://127.0.0.1/",
        ]:
            outcome = approve(url, "--config", str(config), "--decline")
            assert outcome.returncode == 2 and "othing was asked" in outcome.stderr, (url, outcome)
        assert not select.select([listener], [], [], 0)[0]


# Shows a page that asks for a password, on every address of the machine if it is told so.
IMPOSTOR = """
import http.server, sys
page = sys.argv[2].encode()
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.command, self.rfile.read(int(self.headers.get("Content-Length", 0))), flush=True)
        self.send_response(200)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
    do_POST = do_GET
server = http.server.HTTPServer((sys.argv[1], 0), Page)
print(server.server_port, flush=True)
server.serve_forever()
"""


@needs_root
@pytest.mark.parametrize("address", ["127.0.0.1", ""])
def test_a_page_that_another_user_of_the_machine_serves_gets_no_password(address):
    command = [PYTHON, "-I", "-c", IMPOSTOR, address, json.dumps(WAITING)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, user=OTHER, group=OTHER,
        extra_groups=[], cwd="/",
    ) as impostor:
        try:
            port = int(impostor.stdout.readline())
            for host in ["127.0.0.1", "localhost"]:
                url = f"http://{host}:{port}/step-up/a/b"
                outcome = approve(url, "--password-stdin", "--token-to", "-", input=PASSWORD)
                assert outcome.returncode == 2 and "another user of this machine" in outcome.stderr, outcome
                assert f"--public-url http://{host}:{port}/mcp" in outcome.stderr
            # Who knows the server says so.
            named = f"http://127.0.0.1:{port}"
            outcome = approve(f"{named}/step-up/a/b", "--decline", "--public-url", f"{named}/mcp")
            assert "another user" not in outcome.stderr, outcome
        finally:
            impostor.kill()
        said = impostor.stdout.read()
    assert PASSWORD not in said and "GET" in said, said


def test_the_host_of_the_public_url_is_asked(sandbox):
    port = free_port()
    public = f"http://localhost:{port}/deep/mcp"
    options = ["--path", "/deep/mcp", "--public-url", public, "--secrets", "strict"]
    with WebServer(*options, listen=f"127.0.0.1:{port}", env=sandbox.settings) as server:
        url = asked(server)
        assert url.startswith(f"http://localhost:{port}/deep/step-up/")
        outcome = approve(url, "--password-stdin", "--token-to", "-", input=PASSWORD)
        assert outcome.returncode == 0 and outcome.stdout.startswith("myk_"), outcome


@pytest.mark.parametrize(
    "behave, words",
    [
        (answering(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>"), "Check the link"),
        (answering(json_answer(b'{"state": "waiting"}')), "Check the link"),
        (redirect, "answers 307"),
        (answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "answers 404"),
        (answering(OK + b"Content-Length: 99999999\r\n\r\n"), "1048576 bytes"),
        (close, "was lost"),
    ],
)
def test_what_is_no_page_gets_no_password(behave, words):
    with Backend(behave) as other:
        outcome = approve(page_of(other), "--password-stdin", "--token-to", "-", input=PASSWORD)
        assert outcome.returncode == 1 and words in outcome.stderr, outcome
        assert len(other.requests) == 1 and other.requests[0].startswith(b"GET /step-up/a/b ")


def test_without_a_trusted_certificate_nothing_is_sent():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=lambda: listener.accept()[0].sendall(b"no TLS here\r\n"), daemon=True).start()
        outcome = approve(f"https://127.0.0.1:{listener.getsockname()[1]}/step-up/a/b", "--decline")
        assert outcome.returncode == 1, outcome
        assert "No secure connection" in outcome.stderr and "--ca-file" in outcome.stderr


def test_an_answer_that_is_lost_is_not_said_to_be_nothing(sandbox):
    page = json.dumps(WAITING).encode()
    answers = [answering(json_answer(page)), close]
    with Backend(lambda *arguments: answers.pop(0)(*arguments)) as other:
        outcome = approve(page_of(other), "--password-stdin", "--token-to", "-", input=PASSWORD)
        assert outcome.returncode == 1 and "not known what came of it" in outcome.stderr
        assert len(other.requests) == 2


@pytest.mark.parametrize(
    ("option", "state", "words"),
    [
        ("--decline", "done", "Nothing was declined: it had been approved before."),
        ("--decline", "submitted", "Nothing was declined: it had been approved before."),
        ("--password-stdin", "declined", "Nothing was approved: it had been declined before."),
    ],
)
def test_who_is_overtaken_is_told(option, state, words):
    after = WAITING | {"state": state, "heading": "Heading", "text": "Text."}
    answers = [answering(json_answer(json.dumps(page).encode())) for page in [WAITING, after]]
    with Backend(lambda *arguments: answers.pop(0)(*arguments)) as other:
        destination = ["--token-to", "-"] if option == "--password-stdin" else []
        outcome = approve(page_of(other), option, *destination, input=PASSWORD)
        assert outcome.returncode == 1 and words in outcome.stderr, outcome


def test_the_proxy_leads_to_the_public_host_and_to_no_other(sandbox):
    with Backend(answering(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) as proxy:
        env = {"NETHESIS_MCP_PROXY": proxy.url.removesuffix("/api"), "NETHESIS_MCP_PUBLIC_URL": "https://mcp.example/mcp"}
        assert approve("https://mcp.example.evil/step-up/a/b", "--decline", env=env).returncode == 2
        assert proxy.requests == []
        outcome = approve("https://mcp.example/step-up/a/b", "--decline", env=env)
        assert outcome.returncode == 1 and "proxy" in outcome.stderr, outcome
        assert proxy.requests[0].startswith(b"CONNECT mcp.example:443 ")


def test_a_server_that_is_gone(sandbox):
    with serving("stdio", sandbox) as server:
        url = asked(server)
    outcome = approve(url, "--decline")
    assert outcome.returncode == 1 and "nothing listens at that port" in outcome.stderr
    assert "runs on another machine" in outcome.stderr


def test_what_a_server_says_does_not_move_the_terminal():
    said = {"title": "T\x1b[2J", "arguments": {"name": "n\nSent to  https://bank.example"}, "backend": "https://api\u202e"}
    with Backend(answering(json_answer(json.dumps(WAITING | said).encode()))) as other:
        with Terminal("approve", page_of(other)) as terminal:
            terminal.wait_for("Approve? ")
            assert "\x1b" not in terminal.seen and "\u202e" not in terminal.seen
            assert "T[U+1B][2J" in terminal.seen and "n[U+A]Sent to" in terminal.seen


def test_help_says_what_a_script_has_to_give_and_gets():
    outcome = subprocess.run([PATH, "approve", "--help"], capture_output=True, text=True, timeout=DEADLINE)
    words = " ".join(outcome.stdout.split())
    for part in [
        "--password-stdin gives one secret only", "it needs --token-to as well", "or its server cannot be reached",
        "with 2 when the options, the link, or what was typed or read cannot be used",
    ]:
        assert part in words, part


def test_exit_codes_of_what_is_not_reached():
    outcome = approve(f"http://127.0.0.1:{free_port()}/step-up/a/b", "--decline")
    assert outcome.returncode == 1 and "Nothing was sent" in outcome.stderr, outcome
    outcome = approve("http://127.0.0.1/elsewhere", "--decline")
    assert outcome.returncode == 2 and "Nothing was asked" in outcome.stderr, outcome


@pytest.mark.parametrize("options", [["--decline", "--revoke"], ["--password-stdin", "--decline"]])
def test_one_decision_at_a_time(options):
    outcome = approve("http://127.0.0.1:1/step-up/a/b", *options)
    assert outcome.returncode == 2 and "only one of these" in outcome.stderr


def test_without_a_terminal_nobody_is_asked(sandbox, server):
    outcome = approve(asked(server))
    assert outcome.returncode == 2 and "no terminal" in outcome.stderr
