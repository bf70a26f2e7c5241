"""Every example of the help and of the documentation: the options and arguments exist, and what needs no account works."""

import os
import re
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from program import DEADLINE, PASSWORD, PATH, environment, run

ROOT = Path(__file__).parents[3]
COMMANDS = [
    [], ["stdio"], ["http"], ["access"], ["call"], ["approve"], ["audit"], ["tools"], ["read"], ["prompt"], ["portal"], ["lint"],
    ["doctor"], ["sandbox"], ["demo"], ["install"], ["uninstall"], ["completions"],
]
API = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: ok}}}}
"""
OVERLAY = "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions: [{target: $.info, update: {title: Dogs}}]\n"


def commands(text):
    """The command lines of this program in a text, without remarks, redirections and other programs."""
    joined = re.sub(r"\\\n\s+", "", text)
    for line in joined.splitlines():
        match = re.match(r"\s+(?:\$ )?(nethesis-mcp(?: .*)?)$", line)
        if match and "…]" not in line and "<" not in line and "[" not in line.replace("['", ""):
            words = shlex.split(re.split(r"\s{2,}(?=[a-z#])| > | \| ", match[1])[0], comments=True)
            yield tuple(words[1:])


def examples():
    found = {}
    for command in COMMANDS:
        for example in commands(run(*command, "--help").stdout):
            found.setdefault(example, " ".join([*command, "--help"]))
    for page in [ROOT / "README.md"]:
        for example in commands(page.read_text()):
            found.setdefault(example, page.name)
    return found


EXAMPLES = examples()
# Commands that go on until they are ended.
SERVERS = {"stdio", "http", "sandbox", "portal"}


def test_examples_are_found():
    assert len(EXAMPLES) > 30
    assert ("install", "codex", "--", "--sandbox") in EXAMPLES
    assert len(set(EXAMPLES.values())) > 10


@pytest.fixture
def folder(tmp_path):
    """A folder, and home, with every file that the examples name."""
    texts = {
        ".nethesis-token": "t0ken", "token": "t0ken", "key": "k3y", "nethesis.json": '{"read-only": true}', "api.yaml": API,
        "shop.yaml": API, "crm.yaml": API, "api.overlay.yaml": OVERLAY, "key.json": '{"name": "backup", "mode": "read"}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(stat.S_IRUSR | stat.S_IWUSR)
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda words: " ".join(words)[:60] or "nethesis-mcp")
def test_an_example_is_one_that_works(folder, example):
    words = [re.sub(r"^(0\.0\.0\.0|127\.0\.0\.1):\d+$", "127.0.0.1:0", word).replace("…", "0") for word in example]
    if words[:1] == ["login"] or "login" in words[:2]:
        pytest.skip("signing in needs a browser")
    if words[:1] == ["approve"] and not {"--revoke", "--password-stdin"} & set(words):
        words.append("--decline")
    if "--canary" in words:
        pytest.skip("the search for leaks has tests of its own")
    input = ""
    if words[:1] == ["call"] and "--sandbox" not in words and "--spec" not in words:
        words.append("--sandbox")
    if "--password-prompt" in words:
        words[words.index("--password-prompt")] = "--password-stdin"
        input = f"{PASSWORD}\n"
    if words[:2] == ["call", "create_api_key"] and "--password-stdin" not in words:
        words.append("--password-stdin")
        input = f"{PASSWORD}\n"
    env = environment({"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "PATH": "/usr/bin:/bin"})
    if "tokens" in words and words[0] != "access":
        subprocess.run([os.path.abspath(PATH), "access", "add", "bob", "--file", "tokens"], env=env, cwd=folder, check=True, capture_output=True)
    process = subprocess.Popen(
        [os.path.abspath(PATH), *words], env=env, cwd=folder, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    serves = not words or words[0] in SERVERS or words[0].startswith("-") and words != ["--help"] and words != ["--version"]
    if serves and words[:1] in (["http"], ["sandbox"], ["portal"]):
        # The first line comes when it serves, or fails.
        first = process.stderr.readline()
        process.terminate()
        output, errors = process.communicate(timeout=DEADLINE)
        errors = first + errors
    else:
        output, errors = process.communicate(input, timeout=DEADLINE)
    # 2 is wrong usage; what needs a backend, a client or a server that is not here ends with 1.
    assert process.returncode != 2, f"{EXAMPLES[example]}: {errors}"
    assert "Error: Unknown" not in errors
    if words[:1] == ["call"] and "--sandbox" in words:
        assert process.returncode == 0, f"{EXAMPLES[example]}: {errors}"
