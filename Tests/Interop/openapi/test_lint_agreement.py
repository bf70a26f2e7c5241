"""What openapi-spec-validator finds in documents, lint says too."""

import json
import os
from pathlib import Path

import pytest

from lint_agreement import compare, compare_mutants
from openapi_samples import ALL

SHARED = Path(__file__).parents[4] / "shared"
CASES = sorted(SHARED.glob("cases/*/doc.*"))
PUBLIC = sorted(path for path in SHARED.glob("specs/public/*") if path.suffix in (".json", ".yaml", ".yml"))


@pytest.fixture(autouse=True)
def documents():
    if not (CASES and PUBLIC) and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there are no documents in {SHARED}")
    assert CASES and PUBLIC


def test_of_small_documents():
    assert list(compare(CASES)) == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_of_real_documents(path):
    assert list(compare([path])) == []


def test_of_documents_of_all_kinds_of_objects(tmp_path):
    paths = []
    for number, document in enumerate(ALL):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(document))
    assert list(compare(paths)) == []
    assert list(compare_mutants(paths, 200)) == []


def test_of_documents_that_were_changed():
    assert list(compare_mutants(CASES, 150)) == []
    small = [path for path in PUBLIC if path.stat().st_size < 250_000]
    assert list(compare_mutants(small, 60)) == []
