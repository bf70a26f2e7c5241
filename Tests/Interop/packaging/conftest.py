import os
import subprocess
from pathlib import Path

import pytest

import artefacts


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """An OpenPGP and an SSH key that are for these tests alone."""
    keys = artefacts.Keys(tmp_path_factory.mktemp("keys"))
    yield keys
    subprocess.run(["gpgconf", "--homedir", str(keys.home), "--kill", "gpg-agent"], check=False)


@pytest.fixture(scope="session")
def earlier(tmp_path_factory, keys):
    """The artefacts of a version before the release, made by the same command."""
    return artefacts.kept("earlier") or artefacts.make(
        tmp_path_factory.mktemp("earlier"), keys, "--pre-release", "rc.1"
    )


@pytest.fixture(scope="session")
def release(tmp_path_factory, keys, earlier):
    """All artefacts of the release."""
    return artefacts.kept("release") or artefacts.make(
        tmp_path_factory.mktemp("release"), keys, "--apt-pool", str(earlier)
    )


@pytest.fixture
def schema():
    """Published schemas, which lie beside the checkout and are not part of the project."""

    def read(name):
        path = Path(__file__).parents[4] / "shared/protocol/schemas" / name
        if not path.exists() and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
            pytest.skip(f"there is no {path}")
        return path.read_text()

    return read


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory, release):
    """The files of the Debian package."""
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "-x", str(artefacts.one(release, "*.deb")), str(folder)], check=True)
    return folder
