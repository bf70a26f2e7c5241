import os
import shutil

import pytest

import trees


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def tree(request, tmp_path_factory):
    """A clean tree of Debian, with /proc."""
    if os.geteuid() != 0 or not shutil.which("mmdebstrap"):
        pytest.skip("making a system needs root and mmdebstrap")
    with trees.Tree(request.param, tmp_path_factory.mktemp("trees") / request.param) as tree:
        yield tree
