"""Requests that tools of real documents make, as openapi-core judges them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

import program
from forwarded import judge_all, operations, unknown
from lint_agreement import lint, read

FOLDER = Path(__file__).parents[4] / "shared/specs/public"
PUBLIC = sorted(path for path in FOLDER.glob("*") if path.suffix in (".json", ".yaml", ".yml"))


@pytest.fixture(autouse=True)
def documents():
    if not PUBLIC and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there are no documents in {FOLDER}")
    assert PUBLIC


def test_three_hundred_requests_are_valid_and_carry_the_arguments():
    findings, made = judge_all(PUBLIC, 24)
    assert unknown(findings) == ([], [])
    assert made >= 300


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_every_operation_is_a_tool_or_has_an_error_in_lint(path):
    options = ["--json", "--spec", str(path), "--backend", "http://127.0.0.1:1"]
    outcome = subprocess.run(
        [program.PATH, "tools", "--tools", "all", "--no-docs-tools", *options], env=program.environment(), capture_output=True, timeout=600
    )
    assert outcome.returncode == 0, outcome.stderr
    tools = json.loads(outcome.stdout)
    missing = len(list(operations(read(path)))) - len(tools)
    errors = [line for line in lint([path])[0] if line["severity"] == "error"] if missing else []
    assert missing == len(errors)
