"""What doctor says of the issuer of callers' access tokens."""

import json

import pytest

from linking import provider
from program import control, run
from web import free_port


@pytest.fixture
def sandbox():
    with provider(free_port()) as sandbox:
        yield sandbox


def doctor(sandbox, issuer=None, *more):
    """The lines by their subjects."""
    url = f"http://127.0.0.1:{sandbox.port}/mcp"
    outcome = run(
        "doctor", "--json", "--backend", sandbox.url, "--public-url", url, "--issuer", issuer or sandbox.issuer, *more
    )
    lines = {}
    for line in json.loads(outcome.stdout):
        lines.setdefault(line["subject"], []).append((line["level"], line["text"] + " " + line.get("advice", "")))
    return lines


def test_an_issuer_with_keys_is_ok(sandbox):
    lines = doctor(sandbox)
    assert [level for level, _ in lines["issuer"]] == ["ok"], lines
    assert "one key" in lines["issuer"][0][1] and "clock" not in lines


def test_an_issuer_that_is_down_fails(sandbox):
    control(sandbox.url, "faults", identity_provider_down=True)
    ((level, words),) = doctor(sandbox)["issuer"]
    assert level == "fail" and "503" in words


@pytest.mark.parametrize("end", ["/", "/other"])
def test_an_issuer_of_another_name_fails(sandbox, end):
    ((level, words),) = doctor(sandbox, sandbox.issuer + end)["issuer"]
    assert level == "fail" and "--issuer" in words


def test_keys_that_are_none_fail(sandbox):
    ((level, _),) = doctor(sandbox, None, "--jwks-url", sandbox.issuer + "/me")["issuer"]
    assert level == "fail"


def test_a_clock_that_is_off_is_told(sandbox):
    control(sandbox.url, "faults", clock_offset_s=-600)
    lines = doctor(sandbox)
    assert any(level == "warn" and "behind" in words for level, words in lines["clock"]), lines
