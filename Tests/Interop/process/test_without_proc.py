"""The program where /proc is not mounted, as in a bare chroot."""

import json
import shutil
import subprocess

import pytest

from program import DEADLINE, PATH, environment

ADVICE = "mount -t proc proc /proc"
PET = {"get": {"operationId": "pet", "responses": {"200": {"description": "It is there."}}}}


def can_hide():
    hiding = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/proc"]
    return shutil.which("unshare") and subprocess.run(hiding, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_hide(), reason="hiding /proc needs root")


def run(*arguments, **variables):
    script = 'mount -t tmpfs none /proc && exec "$@"'
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", PATH, *arguments],
        env=environment(variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )


@pytest.fixture
def document(tmp_path):
    folder = tmp_path / "api"
    folder.mkdir()
    paths = {"/pet": {"$ref": "pet.json"}}
    document = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": paths}
    (folder / "api.json").write_text(json.dumps(document | {"servers": [{"url": "http://127.0.0.1:1"}]}))
    (folder / "pet.json").write_text(json.dumps(PET))
    return folder / "api.json"


@pytest.mark.parametrize("arguments", [["--version", "--json"], ["completions", "bash"], ["uninstall", "claude-code"]])
def test_what_runs_no_threads_needs_none(arguments, tmp_path):
    result = run(*arguments, HOME=str(tmp_path))
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo"],
        # A thread that is missed there would end the process, now and then.
        ["stdio"],
        ["http", "--listen", "127.0.0.1:0"],
        ["call", "list_api_keys", "--sandbox"],
        ["doctor", "--canary", "--sandbox"],
        ["install", "claude-code", "--dry-run", "--", "--sandbox"],
        ["tools", "--upload-root", "."],
    ],
)
def test_what_needs_it_says_so(arguments, tmp_path):
    result = run(*arguments, HOME=str(tmp_path))
    assert result.returncode != 0
    assert ADVICE in result.stderr or ADVICE in result.stdout


@pytest.mark.parametrize(("command", "words"), [("tools", "pet"), ("lint", "0 errors")])
def test_a_document_in_one_piece_is_read_without_it(command, words, tmp_path):
    file = tmp_path / "api.json"
    document = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {"/pet": PET}}
    file.write_text(json.dumps(document | {"servers": [{"url": "http://127.0.0.1:1"}]}))
    result = run(command, "--spec", str(file))
    assert result.returncode == 0, result.stderr
    assert ADVICE not in result.stderr and words in result.stdout + result.stderr


def test_files_of_a_document_in_parts_need_it(document):
    result = run("tools", "--spec", str(document))
    assert result.returncode != 0
    assert ADVICE in result.stderr


def test_with_proc_the_same_document_is_read(document):
    result = subprocess.run(
        [PATH, "tools", "--spec", str(document)], env=environment(), capture_output=True, text=True, timeout=DEADLINE
    )
    assert result.returncode == 0, result.stderr

