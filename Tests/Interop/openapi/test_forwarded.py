"""Requests that tools of real documents make, as openapi-core judges them."""

import os
from pathlib import Path

import pytest

from forwarded import judge_all, unknown

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
