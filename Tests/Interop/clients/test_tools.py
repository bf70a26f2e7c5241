"""The main job, as the official client sees it."""

import re

import pytest
from jsonschema import Draft202012Validator

from client import ProtocolError, converse
from program import PASSWORD

pytestmark = pytest.mark.anyio

KEY = {"name": "Nightly backup", "mode": "read", "expires_in_days": 30, "password": PASSWORD}


async def test_the_tools_are_listed_with_valid_schemas(client):
    tools = await client.tools()
    assert {tool["name"] for tool in tools} == {
        "create_api_key",
        "list_api_keys",
        "revoke_api_key",
        "list_api_key_events",
        "search_docs",
        "read_docs",
    }
    for tool in tools:
        assert tool["description"]
        assert tool["inputSchema"]["type"] == "object"
        Draft202012Validator.check_schema(tool["inputSchema"])
        Draft202012Validator.check_schema(tool.get("outputSchema", {}))
        assert ("outputSchema" in tool) == (client.version >= "2025-06-18")


async def test_a_key_is_created(client):
    await client.tools()  # so that the client knows the output schemas, and validates by them
    answer = await client.call_successfully("create_api_key", **KEY)
    assert answer["code"] == 201
    assert re.fullmatch("myk_[0-9a-f]{30}[.][0-9a-f]{60}", answer["data"]["token"])
    assert answer["data"]["name"] == KEY["name"]


async def test_a_whole_number_is_one_however_it_is_written(client):
    answer = await client.call_successfully("create_api_key", **KEY | {"expires_in_days": 30.0})
    assert answer["code"] == 201


async def test_a_sixth_key_is_refused_with_words_that_help(client):
    for _ in range(5):
        await client.call_successfully("create_api_key", **KEY)
    words = await client.call_in_vain("create_api_key", **KEY)
    assert "list_api_keys" in words
    assert "revoke_api_key" in words
    assert "max_keys_reached" in words


async def test_keys_are_listed_and_revoked(client):
    created = (await client.call_successfully("create_api_key", **KEY))["data"]
    (listed,) = (await client.call_successfully("list_api_keys"))["data"]["api_keys"]
    assert listed["id"] == created["id"]
    assert listed["revoked_at"] is None
    assert "token" not in listed
    await client.call_successfully("revoke_api_key", id=created["id"])
    (listed,) = (await client.call_successfully("list_api_keys"))["data"]["api_keys"]
    assert listed["revoked_at"] is not None
    assert "list_api_keys" in await client.call_in_vain("revoke_api_key", id=created["id"])
    events = (await client.call_successfully("list_api_key_events"))["data"]["audit"]
    assert [event["event"] for event in events] == ["revoked", "created"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"mode": "admin"}, ["mode"]),
        ({"expires_in_days": 0, "name": ""}, ["expires_in_days", "name"]),
        ({"expires_in_days": "soon"}, ["expires_in_days"]),
        ({"days": 3}, ["days"]),
    ],
)
async def test_wrong_arguments_are_named(client, changes, fields):
    words = await client.call_in_vain("create_api_key", **KEY | changes)
    for field in fields:
        assert field in words
    assert PASSWORD not in words
    assert (await client.call_successfully("list_api_keys"))["data"]["api_keys"] in ([], None)


async def test_a_wrong_password_is_told_and_never_repeated(transport, opening):
    # A server of its own: no more than five are sent in a while.
    async with converse(transport, opening, "--sandbox") as client:
        words = await client.call_in_vain("create_api_key", **KEY | {"password": "Wr0ng-Passw0rd!"})
    assert "incorrect_password" in words
    assert "Wr0ng-Passw0rd!" not in words


async def test_an_unknown_tool_is_an_error_of_the_protocol(client):
    with pytest.raises(ProtocolError) as failure:
        await client.call("create_api_keys")
    assert failure.value.error.code == -32602
    assert "create_api_keys" in failure.value.error.message
