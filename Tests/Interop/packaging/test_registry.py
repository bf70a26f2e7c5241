"""The entry for the MCP registry, and the server card beside it."""

import hashlib
import json
import subprocess
import urllib.request

import jsonschema
import pytest

from artefacts import BASE_URL, IMAGE, PROGRAM, one


@pytest.fixture
def entry(release):
    return json.loads((release / "server.json").read_text())


def test_it_is_valid(entry, schema):
    jsonschema.validate(entry, json.loads(schema("registry-server-2025-12-11.json")))


def test_its_packages_are_the_artefacts(entry, release):
    packages = {package["registryType"]: package for package in entry["packages"]}
    bundle = one(release, "*.mcpb")
    assert packages["mcpb"]["identifier"] == f"{BASE_URL}/{bundle.name}"
    assert packages["mcpb"]["fileSha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()
    assert packages["oci"]["identifier"] == f"{IMAGE}:{entry['version']}"
    assert "version" not in packages["oci"] and "version" not in packages["mcpb"]


def test_the_server_card_says_the_same(entry):
    command = [PROGRAM, "http", "--server-card", "--listen", "127.0.0.1:0", "--public-url", "https://nethesis.it/mcp"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            serving = next(line for line in process.stderr if line.startswith("Serving at "))
            with urllib.request.urlopen(f"{serving.split()[2]}/server-card", timeout=30) as response:
                card = json.load(response)
        finally:
            process.terminate()
    for member in ["name", "title", "description", "version"]:
        assert card[member] == entry[member], member
