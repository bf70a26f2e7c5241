"""Starts where little of the usual is there: no /proc, or a library that is loaded first and moves the environment."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from program import DEADLINE, PATH, environment

# Without the sandbox: its threads are libdispatch's, which ends the process when it finds no /proc after a second.
PREVIEW = ["tools", "--backend", "http://127.0.0.1:9/api", "--json", "--include", "id:listMyAPIKeys", "--no-docs-tools"]
FAKETIME = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]


def tools(outcome):
    assert outcome.returncode == 0, outcome.stderr
    return [tool["name"] for tool in json.loads(outcome.stdout)]


@pytest.fixture
def without_proc():
    """Runs the program where /proc is empty."""
    if os.geteuid() != 0:
        pytest.skip("only root can hide /proc")

    def start(*arguments, env=None):
        script = 'mount -t tmpfs none /proc && exec "$@"'
        outcome = subprocess.run(
            ["unshare", "-m", "--propagation", "private", "sh", "-c", script, "sh", PATH, *arguments],
            stdin=subprocess.DEVNULL, env=environment(env), capture_output=True, text=True, timeout=DEADLINE,
        )
        if "unshare" in outcome.stderr or "mount:" in outcome.stderr:
            pytest.skip(f"nothing can be mounted here: {outcome.stderr}")
        return outcome

    return start


def test_arguments_are_found_without_proc(without_proc):
    assert tools(without_proc(*PREVIEW)) == ["list_api_keys"]


def test_settings_of_the_environment_are_found_without_proc(without_proc):
    outcome = without_proc(*PREVIEW, env={"NETHESIS_MCP_LOG_LEVEL": "loud"})
    assert outcome.returncode == 2 and "NETHESIS_MCP_LOG_LEVEL" in outcome.stderr


@pytest.fixture
def moved_environment():
    """Runs the program behind a library that changes the environment before the program is there."""
    if not FAKETIME:
        assert os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1", "there is no libfaketime"
        pytest.skip("there is no libfaketime")

    def start(*arguments, env=None):
        variables = environment({"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": "+1h"} | (env or {}))
        return subprocess.run(
            [PATH, *arguments], stdin=subprocess.DEVNULL, env=variables, capture_output=True, text=True,
            timeout=DEADLINE,
        )

    return start


def test_arguments_are_found_where_a_library_moves_the_environment(moved_environment):
    assert tools(moved_environment(*PREVIEW)) == ["list_api_keys"]


def test_settings_are_found_where_a_library_moves_the_environment(moved_environment):
    outcome = moved_environment(*PREVIEW, env={"NETHESIS_MCP_LOG_LEVEL": "loud"})
    assert outcome.returncode == 2 and "NETHESIS_MCP_LOG_LEVEL" in outcome.stderr
