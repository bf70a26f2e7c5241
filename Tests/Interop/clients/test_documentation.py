"""Resources, templates and prompts, as the official client sees them."""

import json

import pytest

from client import ProtocolError

pytestmark = pytest.mark.anyio

TOOLS = {"create_api_key", "list_api_keys", "revoke_api_key", "list_api_key_events"}


async def test_every_resource_that_is_listed_can_be_read(client):
    resources = await client.resources()
    uris = {resource["uri"] for resource in resources}
    assert uris >= {
        "docs://overview",
        "docs://errors",
        "docs://openapi.json",
        "docs://operations/create_api_key",
        "docs://schemas/CreateAPIKeyRequest",
    }
    assert len(uris) == len(resources)
    for resource in resources:
        contents = await client.read(resource["uri"])
        assert contents["mimeType"] == resource["mimeType"]
        assert contents["text"]
        assert resource["size"] == len(contents["text"].encode())
        assert 0 < resource["annotations"]["priority"] <= 1
        assert "T" in resource["annotations"].get("lastModified", "T")  # from 2025-06-18


async def test_the_page_of_the_operation_says_what_a_caller_has_to_know(client):
    text = (await client.read("docs://operations/create_api_key"))["text"]
    for word in ["name", "mode", "expires_in_days", "password", "365", "curl", "409", "/me/api-keys"]:
        assert word in text


async def test_the_document_is_served_with_the_overlay_applied(client):
    document = json.loads((await client.read("docs://openapi.json"))["text"])
    assert document["openapi"].startswith("3.")
    assert document["servers"][0]["url"] == "https://my.nethesis.it/backend/api"
    assert "x-mcp" not in json.dumps(document)


async def test_the_arguments_of_templates_are_completed(client):
    assert {template["uriTemplate"] for template in await client.templates()} == {
        "docs://operations/{tool}",
        "docs://schemas/{name}",
        "docs://tags/{tag}",
        "docs://{page}?part={part}",
        "docs://{kind}/{name}?part={part}",
        "results://{id}",
    }
    operations = await client.complete("docs://operations/{tool}", "tool", "")
    assert set(operations["values"]) == TOOLS
    for tool in operations["values"]:
        assert (await client.read(f"docs://operations/{tool}"))["text"]
    assert (await client.complete("docs://operations/{tool}", "tool", "create"))["values"] == ["create_api_key"]
    for schema in (await client.complete("docs://schemas/{name}", "name", ""))["values"]:
        assert (await client.read(f"docs://schemas/{schema}"))["text"]


async def test_the_prompt_leads_to_the_tool(client):
    prompts = {prompt["name"]: prompt for prompt in await client.prompts()}
    names = {argument["name"] for argument in prompts["create_api_key"]["arguments"]}
    assert names == {"name", "mode", "expires_in_days"}  # never a password
    result = await client.prompt("create_api_key", name="Nightly backup")
    text = "\n".join(message["content"]["text"] for message in result["messages"])
    assert "create_api_key" in text
    assert "Nightly backup" in text


@pytest.mark.parametrize("uri", ["docs://operations/no_such_tool", "docs://nowhere", "file:///etc/passwd"])
async def test_an_unknown_resource_is_an_error_of_the_protocol(client, uri):
    with pytest.raises(ProtocolError) as failure:
        await client.read(uri)
    assert failure.value.error.code == (-32602 if client.is_modern else -32002)
    assert failure.value.error.data == {"uri": uri}


async def test_an_unknown_prompt_is_an_error_of_the_protocol(client):
    with pytest.raises(ProtocolError) as failure:
        await client.prompt("no_such_prompt")
    assert failure.value.error.code == -32602
