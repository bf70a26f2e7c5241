"""The script that makes a release: it refuses when anything disagrees."""

import os
import re
import subprocess

import pytest

from artefacts import PROJECT

KEYS = ["--apt-key", "key", "--ssh-key", "key"]
# Stands in for the toolchain: the build is a program that says what the test wants, and packaging writes a file.
SWIFT = """#!/bin/sh
case "$*" in
  *--show-bin-path*) echo "$(dirname "$0")" ;;
  run*)
    while [ "$1" != --output ]; do shift; done
    mkdir -p "$2" && echo "$STUB_COMMIT" >"$2/file"
    [ -z "$STUB_RANDOM" ] || date +%N%s >"$2/file" ;;
esac
"""
PROGRAM = """#!/bin/sh
echo "{\\"version\\":\\"$STUB_VERSION\\",\\"commit\\":\\"$STUB_COMMIT\\"}"
"""


class Checkout:
    def __init__(self, folder):
        self.folder, self.tools = folder / "project", folder / "tools"
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-tags", str(PROJECT), str(self.folder)], check=True)
        self.version = re.search('current = "(.*)"', self.read("Sources/ProcessEnvironment/Version.swift"))[1]
        self.changelog = "Sources/NethesisMCP/NethesisMCP.docc/Changelog.md"
        self.day = re.search(r"^## [0-9.]+ - (\S+)$", self.read(self.changelog), re.MULTILINE)[1]
        self.tools.mkdir()
        for name, text in {"swift": SWIFT, "nethesis-mcp": PROGRAM}.items():
            (self.tools / name).write_text(text)
            (self.tools / name).chmod(0o755)
        # The script is the one of this tree.
        (self.folder / ".ci/release").write_text((PROJECT / ".ci/release").read_text())
        (self.folder / ".ci/release").chmod(0o755)
        self.commit()

    def read(self, path):
        return (self.folder / path).read_text()

    def replace(self, path, old, new):
        text = self.read(path)
        assert old in text
        (self.folder / path).write_text(text.replace(old, new, 1))

    def git(self, *words):
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a"}
        when = {"GIT_COMMITTER_EMAIL": "a@example.com", "GIT_COMMITTER_DATE": f"{self.day}T12:00:00Z"}
        command = ["git", "-C", str(self.folder), *words]
        return subprocess.run(command, env=os.environ | who | when, check=True, capture_output=True, text=True).stdout

    def commit(self):
        self.git("commit", "--quiet", "--all", "--allow-empty", "--message", "A change")

    def release(self, *options, output="../out", **stubs):
        said = {"STUB_VERSION": self.version, "STUB_COMMIT": self.git("rev-parse", "HEAD").strip(), "STUB_RANDOM": ""}
        env = os.environ | {"PATH": f"{self.tools}:{os.environ['PATH']}"} | said | stubs
        return subprocess.run(
            [".ci/release", output, *(options or KEYS)], cwd=self.folder, env=env, capture_output=True, text=True
        )


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def test_what_agrees_is_released(checkout):
    result = checkout.release()
    assert result.returncode == 0, result.stderr
    assert (checkout.folder.parent / "out/file").exists()
    assert f"git tag --sign v{checkout.version}" in result.stdout


def other_day(checkout):
    checkout.replace(checkout.changelog, checkout.day, "2020-01-01")
    checkout.commit()


def other_version(checkout):
    checkout.replace(checkout.changelog, f"## {checkout.version} ", "## 9.9.9 ")
    checkout.commit()


def no_semantic_version(checkout):
    checkout.replace("Sources/ProcessEnvironment/Version.swift", checkout.version, "1.0")
    checkout.commit()


def dirty(checkout):
    (checkout.folder / "new-file").write_text("not committed")


def tag_of_another_commit(checkout):
    checkout.git("tag", f"v{checkout.version}")
    checkout.commit()


def higher_tag(checkout):
    checkout.git("tag", "v10.0.0")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (other_day, "of another day"),
        (other_version, "begins with 9.9.9"),
        (no_semantic_version, "no semantic version"),
        (dirty, "not committed"),
        (tag_of_another_commit, "of another commit"),
        (higher_tag, "lower than v10.0.0"),
    ],
)
def test_a_project_that_disagrees_is_refused(checkout, change, word):
    change(checkout)
    result = checkout.release()
    assert result.returncode == 1
    assert word in result.stderr
    assert not (checkout.folder.parent / "out").exists()


@pytest.mark.parametrize(
    ("stubs", "word"),
    [
        ({"STUB_VERSION": "0.0.1"}, "the program says"),
        ({"STUB_COMMIT": "0" * 40}, "another commit"),
        ({"STUB_RANDOM": "yes"}, "other bytes"),
    ],
)
def test_a_build_that_disagrees_is_refused(checkout, stubs, word):
    result = checkout.release(**stubs)
    assert result.returncode == 1
    assert word in result.stderr


@pytest.mark.parametrize("options", [KEYS[:2], KEYS[2:], [*KEYS, "--pre-release", "rc.1"]])
def test_a_release_is_signed_and_no_version_before_it(checkout, options):
    assert checkout.release(*options).returncode == 1


def test_a_folder_that_is_there_is_left_alone(checkout):
    assert checkout.release(output=".").returncode == 1
