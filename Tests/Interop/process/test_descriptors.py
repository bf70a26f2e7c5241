"""The program where hardly any file can be opened: every command says so before it does anything."""

import os
import subprocess

import pytest

from program import DEADLINE, PASSWORD, PATH, environment

# The streams, and what a runtime takes for itself: with fewer the process would be ended in the middle of its work.
LEAST = 16

COMMANDS = {
    "the default": [],
    "stdio": ["stdio", "--sandbox"],
    "http": ["http", "--sandbox", "--listen", "127.0.0.1:0"],
    "call": ["call", "list_api_keys", "--sandbox"],
    "call with a password": ["call", "create_api_key", "name=n", "mode=read", "--password-stdin", "--sandbox"],
    "approve": ["approve", "http://127.0.0.1:9/step-up/a/b", "--password-stdin", "--token-to", "-"],
    "sandbox": ["sandbox"],
    "doctor": ["doctor", "--sandbox"],
    "doctor --canary": ["doctor", "--canary"],
    "tools": ["tools"],
    "tools --secret-fields": ["tools", "--secret-fields"],
    "lint": ["lint"],
    "demo": ["demo"],
}


def start(arguments, limit, inherit=None):
    return subprocess.run(
        ["/bin/sh", "-c", f'ulimit -n {limit}; exec "$0" "$@"', PATH, *arguments],
        input=PASSWORD + "\n",
        env=environment(),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        preexec_fn=inherit,
        close_fds=inherit is None,
    )


@pytest.mark.parametrize("limit", [4, 8, LEAST - 1])
@pytest.mark.parametrize("command", COMMANDS)
def test_fewer_descriptors_than_the_program_needs_are_an_error(command, limit):
    done = start(COMMANDS[command], limit)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "ulimit -n" in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_descriptors_that_the_process_inherits_are_taken_off():
    def inherit():
        for number in range(3, 51):
            os.dup2(2, number)

    done = start(["lint"], 60, inherit)
    assert done.returncode == 1 and "ulimit -n" in done.stderr, done.stderr


@pytest.mark.parametrize("command", ["tools", "lint"])
def test_the_least_is_enough(command):
    done = start(COMMANDS[command], LEAST)
    assert done.returncode == 0, done.stderr
