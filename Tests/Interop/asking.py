"""What a client of 2026-07-28 that opens pages sends and gets when a person is asked."""

from program import ENVELOPE

KEY = {"name": "Nightly backup", "mode": "read"}
# A client of 2026-07-28 that opens pages.
OPENER = ENVELOPE | {"io.modelcontextprotocol/clientCapabilities": {"elicitation": {"url": {}}}}
HASTE = {"NETHESIS_MCP_TEST_PATIENCE": "0.5"}


def call(server, state=None, arguments=KEY, action="accept", headers=None):
    """The message with which a call is answered, the first or, with a state, one that comes back."""
    params = {"name": "create_api_key", "arguments": arguments, "_meta": OPENER}
    if state is not None:
        params |= {"requestState": state, "inputResponses": {"step_up": {"action": action}}}
    return server.post("tools/call", params, headers).message


def ask(server, **more):
    """The state and the URL of a question."""
    result = call(server, **more)["result"]
    assert result["resultType"] == "input_required"
    question = result["inputRequests"]["step_up"]
    assert (question["method"], question["params"]["mode"]) == ("elicitation/create", "url")
    return result["requestState"], question["params"]["url"]


def outcome(message):
    """What the model learned of a key that was made."""
    result = message["result"]
    assert result["resultType"] == "complete" and not result["isError"], result
    return result["structuredContent"]["data"]
