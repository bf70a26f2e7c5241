"""Secrets on the command line: how a person gives a password, and gets a token."""

import json
import signal
import stat
import termios

from program import PASSWORD, run
from terminal import Terminal
from test_step_up import attempts

CALL = ["call", "create_api_key", "name=n", "mode=read"]


def test_a_password_is_asked_for_at_the_terminal_and_not_shown(sandbox):
    for option in ["--password-prompt", "--password-stdin"]:
        with Terminal(*CALL, option, env=sandbox.settings) as terminal:
            terminal.wait_for("Password: ")
            terminal.type(PASSWORD + "\n")
            assert terminal.end() == 0, terminal.seen
            assert PASSWORD not in terminal.seen
            assert terminal.seen.count("myk_") == 1 + terminal.seen.count('"key_public":"myk_')


def test_a_signal_leaves_the_terminal_as_it_was(sandbox):
    with Terminal(*CALL, "--password-prompt", env=sandbox.settings) as terminal:
        terminal.wait_for("Password: ")
        assert not termios.tcgetattr(terminal.descriptor)[3] & termios.ECHO
        terminal.type("half\x03")
        assert terminal.end() == -signal.SIGINT
        assert termios.tcgetattr(terminal.descriptor)[3] & termios.ECHO
    assert attempts(sandbox) == 0


def test_without_a_terminal_nobody_is_asked(sandbox):
    import subprocess

    from program import PATH, environment

    outcome = subprocess.run(
        [PATH, *CALL, "--password-prompt"], input="", env=environment(sandbox.settings), capture_output=True, text=True,
        start_new_session=True, timeout=30,
    )
    assert outcome.returncode == 2 and "no terminal" in outcome.stderr


def test_a_token_in_a_file_of_its_own(sandbox, tmp_path):
    path = tmp_path / "token"
    outcome = run(*CALL, "--password-stdin", "--token-to", str(path), input=PASSWORD + "\n", env=sandbox.settings)
    assert outcome.returncode == 0, outcome.stderr
    token = path.read_text().strip()
    assert token.startswith("myk_") and token not in outcome.stdout + outcome.stderr
    assert json.loads(outcome.stdout)["data"]["token"] == f"(in {path})"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_is_overwritten_and_nothing_is_sent(sandbox, tmp_path):
    path = tmp_path / "token"
    path.write_text("mine")
    outcome = run(*CALL, "--password-stdin", "--token-to", str(path), input=PASSWORD + "\n", env=sandbox.settings)
    assert outcome.returncode == 2 and "not overwritten" in outcome.stderr
    assert path.read_text() == "mine" and attempts(sandbox) == 0


def test_a_call_that_fails_leaves_no_file(sandbox, tmp_path):
    path = tmp_path / "token"
    outcome = run(*CALL, "--password-stdin", "--token-to", str(path), input="Wr0ng-Passw0rd!\n", env=sandbox.settings)
    assert outcome.returncode == 1 and "Wr0ng-Passw0rd!" not in outcome.stderr
    assert not path.exists()


def test_a_token_alone_on_standard_output(sandbox):
    outcome = run(*CALL, "--password-stdin", "--token-to", "-", input=PASSWORD + "\n", env=sandbox.settings)
    assert outcome.returncode == 0
    assert outcome.stdout.startswith("myk_") and outcome.stdout.count("\n") == 1
    assert outcome.stdout.strip() not in outcome.stderr and "(on standard output)" in outcome.stderr
