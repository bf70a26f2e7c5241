"""The artefacts of a release, made by the command `packaging` of the release binary that NETHESIS_MCP names."""

import os
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
PACKAGING = os.environ["NETHESIS_MCP_PACKAGING"]
PROGRAM = os.environ["NETHESIS_MCP"]
BASE_URL = "https://downloads.example.com/nethesis-mcp"
IMAGE = "registry.example.com/nethesis/nethesis-mcp"
# What may take minutes on a busy machine.
DEADLINE = 600
needs_the_release = pytest.mark.skipif(
    os.environ.get("NETHESIS_MCP_STAND_IN") == "1", reason="it is about the release binary, for which a small one stands in"
)


class Keys:
    def __init__(self, folder):
        self.home = folder / "gpg"
        self.home.mkdir(mode=0o700)
        # An hour ago, since a key from the future signs nothing.
        subprocess.run(
            ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "Releases <r@example.com>", "ed25519"],
            env=os.environ | {"GNUPGHOME": str(self.home)},
            check=True,
            capture_output=True,
        )
        self.ssh = folder / "ssh"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.ssh)], check=True)

    @property
    def options(self):
        return ["--apt-key", "r@example.com", "--ssh-key", str(self.ssh)]


def make(folder, keys, *options):
    """Makes everything, and returns the folder with it."""
    places = ["--base-url", BASE_URL, "--image-name", IMAGE]
    result = subprocess.run(
        [PACKAGING, "--program", PROGRAM, "--output", str(folder), *keys.options, *places, *options],
        cwd=PROJECT,
        env=os.environ | {"GNUPGHOME": str(keys.home)},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert result.returncode == 0, result.stderr
    return folder


def kept(name):
    """Artefacts that were made before, of the folder NETHESIS_MCP_ARTEFACTS; those of other keys are for systems alone."""
    folder = os.environ.get("NETHESIS_MCP_ARTEFACTS")
    return Path(folder) / name if folder else None


def one(folder, pattern):
    """The only file of that name."""
    [file] = folder.glob(pattern)
    return file


def run(*command, **options):
    """Runs a command that has to succeed, and returns its output."""
    result = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=DEADLINE, **options
    )
    assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
    return result.stdout
