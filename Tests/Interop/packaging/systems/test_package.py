"""The Debian package on clean systems: installed through APT, used, served, updated and purged."""

import configparser
import json
import re
import shutil
import urllib.request

import pytest

PERSON = 2001
SERVICE = 61184
KEYRING = "usr/share/keyrings/nethesis-mcp-archive-keyring.gpg"


def offer(tree, release):
    """Puts the APT index where the tree's APT looks, with the key that it is told to believe."""
    shutil.rmtree(tree.path / "srv/apt", ignore_errors=True)
    shutil.copytree(release / "apt", tree.path / "srv/apt")
    shutil.copy(release / "apt/nethesis-mcp-archive-keyring.gpg", tree.path / KEYRING)
    source = f"deb [signed-by=/{KEYRING}] file:/srv/apt stable main\n"
    (tree.path / "etc/apt/sources.list.d/nethesis-mcp.list").write_text(source)
    tree.run("apt-get", "update")


def version(tree):
    return tree.run("dpkg-query", "--show", "--showformat", "${Version}", "nethesis-mcp")


def serve(tree):
    """Starts the service as its unit says, as another user without rights; systemd alone applies the rest."""
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    text = (tree.path / "lib/systemd/system/nethesis-mcp.service").read_text()
    variables = dict(re.findall(r"^Environment=(\w+)=(.*)$", text, re.MULTILINE))
    credentials = tree.path / "run/credentials/nethesis-mcp.service"
    credentials.mkdir(parents=True, exist_ok=True)
    for name, path in re.findall(r"^LoadCredential=([\w-]+):/(.*)$", text, re.MULTILINE):
        shutil.copy(tree.path / path, credentials / name)
    state = tree.path / "var/lib/private/nethesis-mcp"
    state.mkdir(parents=True, exist_ok=True)
    for path in [credentials, *credentials.iterdir(), state]:
        shutil.chown(path, SERVICE, SERVICE)
    for path in credentials.iterdir():
        path.chmod(0o400)
    [command] = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    words = command.replace("$OPTIONS", "--listen 127.0.0.1:0").split()
    names = {"%n": "nethesis-mcp.service", "%S": "/var/lib/private"}
    resolved = {name: re.sub("%[nS]", lambda m: names[m[0]], value) for name, value in variables.items()}
    resolved["CREDENTIALS_DIRECTORY"] = "/run/credentials/nethesis-mcp.service"
    return tree.start(*words, user=SERVICE, HOME="/", **resolved)


@pytest.mark.usefixtures("tree")
def test_the_life_of_a_package(tree, earlier, release):
    before = tree.files()
    offer(tree, earlier)
    tree.run("apt-get", "install", "--yes", "--no-install-recommends", "nethesis-mcp")
    assert "~rc.1" in version(tree)

    home = tree.home("person", PERSON)
    person = {"user": PERSON, "HOME": "/home/person", "XDG_STATE_HOME": "/home/person/.local/state"}
    tree.run("nethesis-mcp", "demo", **person)
    tree.run("nethesis-mcp", "install", "claude-code", "--", "--sandbox", **person)
    entry = json.loads((home / ".claude.json").read_text())["mcpServers"]["nethesis"]
    assert entry["command"] == "/usr/bin/nethesis-mcp"
    libraries = json.loads(tree.run("nethesis-mcp", "--version", "--json"))["libraries"]
    assert [library["isFound"] for library in libraries if not library["isOptional"]] == [True]
    assert not any(library["isFound"] for library in libraries if library["file"] == "libsecret-1.so.0")

    process = serve(tree)
    try:
        serving = next(line for line in process.stderr if line.startswith("Serving at "))
        with urllib.request.urlopen(serving.split()[2].replace("/mcp", "/readyz"), timeout=30) as response:
            assert json.load(response)["ready"] is True
    finally:
        process.terminate()
        assert process.wait(60) == 0
        process.stderr.close()

    config = tree.path / "etc/nethesis-mcp/config.json"
    config.write_text('{"log-level": "debug"}\n')
    (tree.path / "etc/nethesis-mcp/session-token").write_text("a-token\n")
    offer(tree, release)
    tree.run("apt-get", "upgrade", "--yes")
    assert "~" not in version(tree)
    assert config.read_text() == '{"log-level": "debug"}\n'
    assert (tree.path / "etc/nethesis-mcp/session-token").read_text() == "a-token\n"
    tree.run("nethesis-mcp", "demo", **person)

    tree.run("apt-get", "purge", "--yes", "nethesis-mcp")
    tree.run("apt-get", "autoremove", "--purge", "--yes")
    # The folder of all services' states is systemd's, which this test stands in for.
    left = tree.files() - before - {KEYRING, "etc/apt/sources.list.d/nethesis-mcp.list", "var/lib/private"}
    assert {path for path in left if not path.startswith("home")} == set()
    assert ".claude.json" in {path.removeprefix("home/person/") for path in left}


def test_an_index_of_another_key_is_refused(tree, release, tmp_path):
    offer(tree, release)
    index = tree.path / "srv/apt/dists/stable/InRelease"
    index.write_text(index.read_text().replace("Suite: stable", "Suite: stably"))
    shutil.rmtree(tree.path / "var/lib/apt/lists")
    with pytest.raises(AssertionError, match="signature|signed|BADSIG|BAD signature|verif"):
        tree.run("apt-get", "-o", "APT::Update::Error-Mode=any", "update")
