"""The complete published document, served instead of the one that is built in."""

import json
import re

from jsonschema import Draft202012Validator

from program import ENVELOPE, Server, run


def tools(*arguments):
    """All tools, page by page."""
    with Server(*arguments) as server:
        found, cursor = [], {}
        while cursor is not None:
            page = server.answer(server.begin("tools/list", {"_meta": ENVELOPE} | cursor))["result"]
            found += page["tools"]
            cursor = {"cursor": page["nextCursor"]} if "nextCursor" in page else None
        return {tool["name"]: tool for tool in found}, len(found)


def test_the_same_tools_come_from_the_published_document(published_document):
    built_in, _ = tools()
    published, _ = tools("--spec", str(published_document))
    for name, tool in built_in.items():
        assert published[name] == tool


def test_every_published_operation_is_a_sound_tool(published_document):
    published, count = tools("--spec", str(published_document), "--tools", "all")
    assert len(published) == count > 100
    for name, tool in published.items():
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", name)
        assert tool["description"]
        assert tool["inputSchema"]["type"] == "object"
        Draft202012Validator.check_schema(tool["inputSchema"])
        Draft202012Validator.check_schema(tool.get("outputSchema", {}))


def test_the_command_line_lists_the_same(published_document):
    published, _ = tools("--spec", str(published_document))
    result = run("tools", "--json", "--spec", str(published_document))
    assert result.returncode == 0
    assert [tool["name"] for tool in json.loads(result.stdout)] == list(published)
