"""The MCP bundle: its manifest, and the server in it as a client opens and runs it."""

import json
import os
import re
import zipfile

import jsonschema
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from artefacts import one, run

LIMIT = 13_000_000
DOCUMENTATION = {"search_docs", "read_docs"}


@pytest.fixture
def bundle(release):
    return one(release, "*.mcpb")


@pytest.fixture
def manifest(bundle):
    with zipfile.ZipFile(bundle) as archive:
        return json.loads(archive.read("manifest.json"))


def opened(bundle, folder):
    """Unpacks it with the modes that it has."""
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            path = archive.extract(entry, folder)
            os.chmod(path, entry.external_attr >> 16 & 0o777)
    return folder


def substituted(value, folder, config):
    """A value of the manifest as clients put it together; what a person left empty is empty."""
    value = value.replace("${__dirname}", str(folder))
    return re.sub(r"\$\{user_config\.(\w+)\}", lambda match: config.get(match[1], ""), value)


def server(manifest, folder, config):
    start = manifest["server"]["mcp_config"]
    return StdioServerParameters(
        command=substituted(start["command"], folder, config),
        args=[substituted(argument, folder, config) for argument in start["args"]],
        env={name: substituted(value, folder, config) for name, value in start["env"].items()}
        | {"HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )


def test_the_manifest_is_valid(manifest, schema):
    jsonschema.validate(manifest, json.loads(schema("mcpb-manifest-v0.3.json")))


def test_it_is_no_larger_than_promised(bundle):
    assert bundle.stat().st_size <= LIMIT


def test_nothing_secret_is_an_argument(manifest):
    config = manifest["server"]["mcp_config"]
    assert not any("user_config" in argument for argument in config["args"])
    secret = [name for name, field in manifest["user_config"].items() if field.get("sensitive")]
    assert secret == ["token"]
    used = set(re.findall(r"user_config\.(\w+)", json.dumps(config["env"])))
    assert used == manifest["user_config"].keys()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("config", "tools"),
    [
        ({}, {"create_api_key", "list_api_keys", "list_api_key_events", "revoke_api_key", *DOCUMENTATION}),
        ({"read_only": "true"}, {"list_api_keys", "list_api_key_events", *DOCUMENTATION}),
        ({"read_only": "false", "backend": "https://api.example.com/v1", "token": "t"}, None),
        ({name: "${user_config.%s}" % name for name in ["backend", "token", "token_file"]}, None),
    ],
)
async def test_a_client_runs_it(bundle, manifest, tmp_path, config, tools):
    folder = opened(bundle, tmp_path)
    async with stdio_client(server(manifest, folder, config)) as streams, ClientSession(*streams) as session:
        hello = await session.initialize()
        info = getattr(hello, "server_info", None) or hello.serverInfo
        assert info.version == manifest["version"]
        listed = {tool.name for tool in (await session.list_tools()).tools}
        assert listed == tools if tools else len(listed) == 6


def test_unzip_reads_it(bundle):
    assert "No errors detected" in run("unzip", "-t", bundle)
