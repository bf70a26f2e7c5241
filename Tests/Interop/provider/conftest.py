"""The provider of these tests."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def provider():
    try:
        from glewlwyd import IS_THERE, Glewlwyd
    except ImportError:
        IS_THERE = False
    if not IS_THERE:
        assert os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1", "run Tests/Interop/provider/unpack first"
        pytest.skip("there is no Glewlwyd: Tests/Interop/provider/unpack fetches it")
    with tempfile.TemporaryDirectory() as folder, Glewlwyd(Path(folder)) as provider:
        yield provider
