"""Guesses at a password: how many reach the backend, from whatever side they come."""

import base64
import fcntl
import hashlib
import json
import os
import re
import stat
import subprocess
import threading

import pytest

import backend
from program import DEADLINE, PASSWORD, PATH, Server, environment, run
from web import Connection, WebServer, free_port

KEY = {"name": "Nightly", "mode": "read"}
CALL = ["call", "create_api_key", "name=Nightly", "mode=read", "--password-stdin"]
MADE = b'{"code":201,"message":"made","data":{"id":"9","name":"Nightly","token":"myk_0123456789.abcdef"}}'
REFUSED = b'{"code":400,"message":"validation failed","data":{"errors":[{"key":"password","message":"incorrect"}]}}'
LIST = b'{"code":200,"message":"ok","data":{"api_keys":[]}}'
EXHAUSTED = "5 wrong secrets were given within 15 minutes"


def answer(status, body):
    return b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body


class Guarded(backend.Backend):
    """Takes one password, and keeps those that were tried; `wrong` says what comes of a wrong one."""

    def __init__(self, wrong=lambda connection, _: not connection.sendall(answer(400, REFUSED))):
        self.guesses = []
        self._arrived = threading.Condition()
        self._wrong = wrong
        super().__init__(self._take)

    def _take(self, connection, request):
        if not request.startswith(b"POST"):
            connection.sendall(answer(200, LIST))
            return True
        password = json.loads(request.partition(b"\r\n\r\n")[2])["password"]
        with self._arrived:
            self.guesses.append(password)
            self._arrived.notify_all()
        if password != PASSWORD:
            return self._wrong(connection, request)
        connection.sendall(answer(201, MADE))
        return True

    def wait_for(self, guess):
        with self._arrived:
            assert self._arrived.wait_for(lambda: guess in self.guesses, DEADLINE)


@pytest.fixture
def state(tmp_path):
    return {"XDG_STATE_HOME": str(tmp_path / "state")}


@pytest.fixture
def guarded(state):
    with Guarded() as guarded:
        guarded.env = guarded.settings | state
        yield guarded


@pytest.fixture
def silent(state):
    """A backend that never says that a password is wrong."""
    with Guarded(backend.hang) as silent:
        silent.env = silent.settings | state
        yield silent


def text(result):
    return result["content"][0]["text"]


def guess(env, password, *options):
    return run(*CALL, *options, input=password + "\n", env=env)


def test_processes_share_one_count(guarded):
    outcomes = [guess(guarded.env, f"guess {number}") for number in range(7)] + [guess(guarded.env, PASSWORD)]
    assert guarded.guesses == [f"guess {number}" for number in range(5)]
    assert [EXHAUSTED in outcome.stderr for outcome in outcomes] == [False] * 5 + [True] * 3
    assert all(outcome.returncode == 1 for outcome in outcomes)


def start(env, password):
    process = subprocess.Popen(
        [PATH, *CALL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(env)
    )
    process.stdin.write(password.encode() + b"\n")
    process.stdin.close()
    return process


def end(processes):
    for process in processes:
        with process.stdout, process.stderr:
            process.stdout.read(), process.stderr.read()
        process.wait(DEADLINE)


def test_processes_that_guess_at_once_share_one_count(guarded):
    end([start(guarded.env, f"guess {number}") for number in range(12)])
    assert len(set(guarded.guesses)) == 5
    assert EXHAUSTED in guess(guarded.env, PASSWORD).stderr
    assert PASSWORD not in guarded.guesses


def test_processes_that_are_right_at_once_do_not_keep_each_other_out(guarded):
    processes = [start(guarded.env, PASSWORD) for _ in range(12)]
    end(processes)
    assert [process.returncode for process in processes] == [0] * 12
    assert guess(guarded.env, PASSWORD).returncode == 0


def test_a_process_that_is_killed_amid_of_a_guess_has_guessed(silent):
    for number in range(5):
        process = start(silent.env, f"guess {number}")
        silent.wait_for(f"guess {number}")
        process.kill()
        end([process])
    # The folder shows them as under way, for which a call waits some seconds.
    assert EXHAUSTED in guess(silent.env, PASSWORD).stderr
    assert len(silent.guesses) == 5


def test_calls_that_are_cancelled_are_guesses(silent):
    with Server("--secrets", "auto", env=silent.env) as server:
        for number in range(5):
            id = server.begin_call("create_api_key", **KEY, password=f"guess {number}")
            silent.wait_for(f"guess {number}")
            server.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": id}})
        for password in ["guess 5", "guess 6", PASSWORD]:
            assert EXHAUSTED in text(server.call("create_api_key", **KEY, password=password))
    assert silent.guesses == [f"guess {number}" for number in range(5)]


def test_callers_who_hang_up_have_guessed_and_a_restart_changes_nothing(silent):
    def post(server, password):
        connection = Connection(server.url)
        done = threading.Event()

        def ask():
            try:
                connection.post("tools/call", {"name": "create_api_key", "arguments": KEY | {"password": password}})
            except OSError:
                pass
            finally:
                done.set()

        threading.Thread(target=ask, daemon=True).start()
        return connection, done

    with WebServer("--secrets", "auto", env=silent.env) as server:
        for number in range(5):
            connection, _ = post(server, f"guess {number}")
            silent.wait_for(f"guess {number}")
            connection.hang_up()
    for _ in range(2):
        with WebServer("--secrets", "auto", env=silent.env) as server:
            assert EXHAUSTED in text(server.call("create_api_key", **KEY, password=PASSWORD))
    assert len(silent.guesses) == 5


def test_the_same_password_again_is_one_guess(silent):
    with Server("--secrets", "auto", env=silent.env) as server:
        for _ in range(7):
            before = len(silent.guesses)
            id = server.begin_call("create_api_key", **KEY, password="guess 0")
            while len(silent.guesses) == before:
                pass
            server.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": id}})
        assert not server.call("create_api_key", **KEY, password=PASSWORD)["isError"]


def test_page_arguments_and_command_line_share_one_count(guarded):
    from test_step_up import ask

    with Server("--secrets", "auto", env=guarded.env) as server:
        page = ask(server)
        for number in range(2):
            assert "That was not accepted" in page.submit(f"page {number}")
        for number in range(2):
            assert "It names password" in text(server.call("create_api_key", **KEY, password=f"argument {number}"))
        assert "No more are sent for a while" in guess(guarded.env, "command line").stderr
        assert EXHAUSTED in text(server.call("create_api_key", **KEY, password=PASSWORD))
    assert len(guarded.guesses) == 5 and PASSWORD not in guarded.guesses


@pytest.mark.parametrize("status", [400, 401, 403, 422])
def test_a_refusal_that_names_no_field_is_a_guess(state, status):
    with Guarded(lambda connection, _: not connection.sendall(answer(status, b'{"message":"no"}'))) as guarded:
        env = guarded.settings | state
        for number in range(6):
            guess(env, f"guess {number}")
        assert EXHAUSTED in guess(env, PASSWORD).stderr
        assert len(guarded.guesses) == 5


@pytest.mark.parametrize("status", [200, 302, 404, 409, 429, 500, 503])
def test_any_other_response_takes_a_guess_back(state, status):
    with Guarded(lambda connection, _: not connection.sendall(answer(status, b"{}"))) as guarded:
        env = guarded.settings | state
        for number in range(7):
            guess(env, f"guess {number}")
        assert guess(env, PASSWORD).returncode == 0
        assert len(guarded.guesses) == 8


def test_half_a_response_takes_nothing_back(state):
    with Guarded(backend.close_in_body) as guarded:
        env = guarded.settings | state
        for number in range(6):
            guess(env, f"guess {number}")
        assert EXHAUSTED in guess(env, PASSWORD).stderr
        assert len(guarded.guesses) == 5


def test_what_never_arrives_is_no_guess(state):
    url = f"http://127.0.0.1:{free_port()}/api"
    env = {"NETHESIS_MCP_BACKEND": url, "NETHESIS_MCP_TOKEN": "session-token"} | state
    for number in range(7):
        assert "refused the connection" in guess(env, f"guess {number}").stderr


def jwt(subject, issued):
    parts = [{"alg": "none"}, {"iss": "https://id.example", "sub": subject, "iat": issued, "exp": 4_000_000_000}]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*coded, "c2ln"])


@pytest.mark.parametrize("tokens", [("first-session", "second-session"), (jwt("mario", 1), jwt("mario", 2))])
def test_a_token_that_is_refreshed_keeps_its_count(guarded, tmp_path, tokens):
    path = tmp_path / "token"
    env = {name: value for name, value in guarded.env.items() if name != "NETHESIS_MCP_TOKEN"}
    for number in range(6):
        path.write_text(tokens[number % 2])
        guess(env, f"guess {number}", "--token-file", str(path))
    assert EXHAUSTED in guess(env, PASSWORD, "--token-file", str(path)).stderr
    assert len(guarded.guesses) == 5
    (tmp_path / "other").write_text("session-of-another" if "." not in tokens[0] else jwt("luigi", 1))
    assert guess(env, PASSWORD, "--token-file", str(tmp_path / "other")).returncode == 0


def test_the_same_token_in_another_place_keeps_its_count(guarded, tmp_path):
    for number in range(6):
        path = tmp_path / f"token {number}"
        path.write_text("session-token")
        guess(guarded.env | {"NETHESIS_MCP_TOKEN": ""}, f"guess {number}", "--token-file", str(path))
    assert EXHAUSTED in guess(guarded.env, PASSWORD).stderr
    assert len(guarded.guesses) == 5


@pytest.mark.parametrize("token", ["session-token", jwt("mario", 1)])
def test_another_name_of_the_backend_begins_no_other_count(guarded, state, token):
    port = guarded.url.rpartition(":")[2]
    names = ["127.0.0.1", "localhost", "LOCALHOST", "127.0.0.2"]
    urls = [f"http://{name}:{zeros}{port}" for zeros in ["", "0"] for name in names]
    for number, url in enumerate(urls):
        guess(state | {"NETHESIS_MCP_TOKEN": token, "NETHESIS_MCP_BACKEND": url}, f"guess {number}")
    assert len(guarded.guesses) == 5
    escaped = guess(state | {"NETHESIS_MCP_TOKEN": token, "NETHESIS_MCP_BACKEND": f"http://%6cocalhost:{port}"}, "guess")
    assert escaped.returncode == 2 and "no valid host" in escaped.stderr


def test_tokens_of_callers_count_each_by_itself(guarded):
    env = {name: value for name, value in guarded.env.items() if name != "NETHESIS_MCP_TOKEN"}
    with WebServer("--secrets", "auto", "--caller-session-tokens", env=env) as server:

        def call(token, password):
            return server.call("create_api_key", {"Nethesis-Session-Token": token}, **KEY, password=password)

        for number in range(5):
            call(jwt("mario", number), f"guess {number}")
        assert EXHAUSTED in text(call(jwt("mario", 9), PASSWORD))
        assert EXHAUSTED not in text(call(jwt("luigi", 1), "guess of luigi"))
        for number in range(5):
            call("session-of-peach", f"guess {number}")
        assert EXHAUSTED in text(call("session-of-peach", PASSWORD))
        assert not call("session-of-yoshi", PASSWORD)["isError"]


def test_documents_of_one_backend_share_one_count(guarded):
    options = ["--secrets", "auto", "--spec", "a=built-in", "--spec", "b=built-in"]
    options += [f"--backend={name}={guarded.url}" for name in "ab"]
    env = {name: value for name, value in guarded.env.items() if name.startswith("XDG")}
    env |= {"NETHESIS_MCP_A__TOKEN": "session-token", "NETHESIS_MCP_B__TOKEN": "session-token"}
    with Server(*options, env=env) as server:
        for number in range(6):
            tool = f"{'ab'[number % 2]}_create_api_key"
            server.call(tool, **KEY, password=f"guess {number}")
        assert EXHAUSTED in text(server.call("b_create_api_key", **KEY, password=PASSWORD))
    assert len(guarded.guesses) == 5


def kept(state):
    return os.path.join(state["XDG_STATE_HOME"], "nethesis-mcp")


def test_nothing_of_a_password_or_a_token_is_kept(guarded, state):
    for number in range(3):
        guess(guarded.env, f"wr0ng guess {number}")
    folder = kept(state)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        with open(path, "rb") as file:
            content = file.read().lower()
        for secret in [b"wr0ng guess 0", b"wr0ng guess 1", b"session-token"]:
            assert secret not in content
            for digest in [hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.sha512]:
                assert digest(secret).hexdigest().encode()[:16] not in content


@pytest.mark.parametrize("kind", ["file", "symlink"])
def test_where_nothing_can_be_kept_each_process_counts_for_itself(guarded, state, tmp_path, kind):
    if kind == "file":
        (tmp_path / "state").write_text("")
    else:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "state").mkdir()
        (tmp_path / "state/nethesis-mcp").symlink_to(tmp_path / "elsewhere")
    with Server("--secrets", "auto", env=guarded.env) as server:
        for number in range(5):
            assert "It names password" in text(server.call("create_api_key", **KEY, password=f"guess {number}"))
        assert EXHAUSTED in text(server.call("create_api_key", **KEY, password=PASSWORD))
        server.end_input()
        assert server.wait() == 0
        assert server.errors.text().count("counted by this process alone") == 1
    assert len(guarded.guesses) == 5
    if kind == "symlink":
        assert os.listdir(tmp_path / "elsewhere") == []
    doctor = run("doctor", env=guarded.env)
    assert re.search("^warn  attempts: .*each process", doctor.stdout, re.MULTILINE), doctor.stdout


def test_doctor_makes_nothing_and_says_nothing_where_guesses_can_be_counted(guarded, state):
    assert "attempts" not in run("doctor", env=guarded.env).stdout
    assert not os.path.exists(kept(state))


@pytest.mark.parametrize("content", [b"", b"\0\xff" * 100, b"x" * (3 << 20), "link", "pipe"])
def test_a_file_that_is_none_of_ours_is_replaced_and_that_is_said(guarded, state, tmp_path, content):
    os.makedirs(kept(state), 0o700)
    path = os.path.join(kept(state), "attempts")
    victim = tmp_path / "victim"
    victim.write_text("mine")
    if content == "link":
        os.symlink(victim, path)
    elif content == "pipe":
        os.mkfifo(path)
    else:
        with open(path, "wb") as file:
            file.write(content)
    outcomes = [guess(guarded.env, f"guess {number}") for number in range(6)]
    assert [path in outcome.stderr for outcome in outcomes] == [True] + [False] * 5
    assert len(guarded.guesses) == 5
    assert victim.read_text() == "mine" and stat.S_ISREG(os.lstat(path).st_mode)


def test_a_lock_that_another_process_keeps_holds_up_nothing(guarded, state):
    guess(guarded.env, "guess 0")
    with open(os.path.join(kept(state), "attempts.lock")) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with Server("--secrets", "auto", env=guarded.env) as server:
            id = server.begin_call("create_api_key", **KEY, password="guess 1")
            for _ in range(3):
                server.ping()
            assert "It names password" in text(server.answer(id)["result"])
            assert "It names password" in text(server.call("create_api_key", **KEY, password="guess 2"))
            server.end_input()
            assert server.wait() == 0
            assert server.errors.text().count("counted by this process alone") == 1
    guess(guarded.env, "guess 3")
    assert len(guarded.guesses) == 4


def test_times_of_a_clock_that_was_wrong_count_from_now(guarded, state):
    for number in range(5):
        guess(guarded.env, f"guess {number}")
    path = os.path.join(kept(state), "attempts")
    with open(path) as file:
        head, *lines = file.read().splitlines()
    lines = [re.sub(r"^(\S+) \d+", r"\1 9000000000000", line) for line in lines]
    with open(path, "w") as file:
        file.write("\n".join([head, *lines]) + "\n")
    outcome = guess(guarded.env, PASSWORD)
    assert EXHAUSTED in outcome.stderr and "in 15 minutes" in outcome.stderr
    with open(path) as file:
        assert " 9000000000000 " not in file.read()


def test_a_page_says_before_asking_that_no_attempt_is_left_and_stays_open(guarded, state):
    from test_step_up import ask

    with Server("--secrets", "auto", env=guarded.env) as server:
        page = ask(server)
        assert "Not now" not in page.load()
        for number in range(5):
            guess(guarded.env, f"guess {number}")
        assert "Not now" in page.load() and EXHAUSTED in page.load()
        assert "Not now" in page.submit(PASSWORD) and "<form" in page.load()
        assert len(guarded.guesses) == 5
        # As if the quarter of an hour were over.
        os.remove(os.path.join(kept(state), "attempts"))
        assert "Not now" not in page.load()
        assert "myk_0123456789.abcdef" in page.submit(PASSWORD)
