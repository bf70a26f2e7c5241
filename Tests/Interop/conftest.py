import os
from pathlib import Path

import pytest

import backend
import program


@pytest.fixture(autouse=True)
def state():
    """Each test starts with no password tried: a token counts whatever the port of its backend."""
    program.begin_test()


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def sandbox():
    with program.Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def hanging_backend():
    with backend.Backend(backend.hang) as hanging:
        yield hanging


@pytest.fixture
def published_document():
    """The complete published document, which lies beside the checkout and is not part of the project."""
    path = Path(__file__).parents[3] / "shared/specs/my-nethesis.openapi.yaml"
    if not path.exists() and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there is no {path}")
    return path
