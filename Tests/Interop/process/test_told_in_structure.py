"""What a model must know stands in the structured content: many clients hand on that part alone."""

import json

import pytest

from asking import HASTE, ask, call
from program import ENVELOPE, Server, run
from web import WebServer

KEY = {"name": "Nightly backup", "mode": "read"}
LEGACY = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]


def opened(server, version, capabilities=None):
    """What a handshake of an older version tells, and the tools."""
    info = {"protocolVersion": version, "capabilities": capabilities or {}, "clientInfo": {"name": "c", "version": "1"}}
    result = server.answer(server.begin("initialize", info))["result"]
    server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
    return result, {tool["name"]: tool for tool in server.answer(server.begin("tools/list"))["result"]["tools"]}


def next_of(result):
    """What to do now, which the text says in the same words."""
    step_up = result["structuredContent"]["step_up"]
    assert [block["text"] for block in result["content"]] == [step_up["next"]]
    assert step_up["url"] in step_up["next"] and step_up["expires_at"] in step_up["next"]
    return step_up["next"]


@pytest.mark.parametrize("version", LEGACY)
def test_every_version_says_what_a_link_means(version):
    with Server("--sandbox") as server:
        result, tools = opened(server, version)
        for words in [result["instructions"], tools["create_api_key"]["description"]]:
            assert "do what step_up.next says" in words and "asks for another approval" in words
        assert ("_meta" in tools["create_api_key"]) == (version >= "2025-06-18")
        id = server.begin("tools/call", {"name": "create_api_key", "arguments": KEY})
        result = server.answer(id)["result"]
        if version < "2025-06-18":
            assert "call create_api_key again" in result["content"][0]["text"]
        else:
            assert "call create_api_key again" in next_of(result)


def test_a_client_of_the_newest_version_is_told_the_same():
    with Server("--sandbox") as server:
        found = server.answer(server.begin("server/discover", {"_meta": ENVELOPE}))["result"]
        assert "do what step_up.next says" in found["instructions"]
        assert "call create_api_key again" in next_of(server.call("create_api_key", **KEY))


def test_where_nobody_is_asked_nothing_is_said_of_it():
    with Server("--sandbox", "--no-step-up") as server:
        result, tools = opened(server, "2025-11-25")
        assert "step_up" not in json.dumps([result, tools])


def test_callers_that_nothing_tells_apart_are_not_told_to_call_again():
    with WebServer("--sandbox") as server:
        words = next_of(server.call("create_api_key", **KEY))
        assert "Do not call create_api_key again" in words and "each call asks for another approval" in words
        assert "with exactly the same arguments" not in words
        tools = server.post("tools/list", {"_meta": ENVELOPE}).message["result"]["tools"]
        (tool,) = [tool for tool in tools if tool["name"] == "create_api_key"]
        assert "call again" not in json.dumps(tool["outputSchema"])


def test_callers_with_tokens_are_told_to_call_again(tmp_path):
    file = tmp_path / "tokens"
    secret = run("access", "add", "alice", "--file", str(file)).stdout.split()[-1]
    with WebServer("--sandbox", "--access-token-file", str(file)) as server:
        words = next_of(server.call("create_api_key", {"Authorization": f"Bearer {secret}"}, **KEY))
        assert "call create_api_key again with exactly the same arguments" in words


@pytest.mark.parametrize("action", ["accept", "decline"])
def test_a_client_that_opens_pages_has_the_link_in_the_message_and_then_the_same_words(action):
    with WebServer("--sandbox", env=HASTE) as server:
        state, url = ask(server)
        again = call(server, state, action=action)["result"]
        # On HTTP without tokens, where a call without the state asks anew.
        assert "Do not call create_api_key again" in next_of(again) and url in next_of(again)


def test_an_older_client_that_opens_pages_has_the_link_in_the_message():
    with Server("--sandbox", env=HASTE) as server:
        opened(server, "2025-11-25", {"elicitation": {"url": {}}})
        id = server.begin("tools/call", {"name": "create_api_key", "arguments": KEY})
        question = server.receive()
        assert question["method"] == "elicitation/create"
        assert question["params"]["url"] in question["params"]["message"]
        server.send({"jsonrpc": "2.0", "id": question["id"], "result": {"action": "accept"}})
        assert "call create_api_key again" in next_of(server.answer(id)["result"])
