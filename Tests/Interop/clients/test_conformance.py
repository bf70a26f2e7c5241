"""Scored scenarios of the official conformance suite, over HTTP, with the official clients in all their versions.

In process, `ConformanceTests` has all of them.
"""

import pytest

from client import OPENINGS, connect, over_http
from fixtures import ConformanceServer


@pytest.fixture(scope="module")
def url():
    with ConformanceServer() as server:
        yield server.url
        server.terminate()
        assert server.wait() == 0


@pytest.fixture(params=OPENINGS)
def opening(request):
    return request.param


@pytest.mark.anyio
async def test_tools_list(url, opening):
    async with connect(opening, over_http(url)) as client:
        names = {tool["name"] for tool in await client.tools()}
    assert {"test_simple_text", "test_image_content", "test_error_handling", "test_tool_with_progress"} <= names


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("tool", "types"),
    [
        ("test_simple_text", ["text"]),
        ("test_image_content", ["image"]),
        ("test_audio_content", ["audio"]),
        ("test_embedded_resource", ["resource"]),
        ("test_multiple_content_types", ["text", "image", "resource"]),
    ],
)
async def test_tools_call(url, opening, tool, types):
    async with connect(opening, over_http(url)) as client:
        result = await client.call(tool)
    assert not result.get("isError")
    # Sound came with 2025-03-26.
    is_older = opening == "2024-11-05" and types == ["audio"]
    assert is_older or [block["type"] for block in result["content"]] == types


@pytest.mark.anyio
async def test_tools_call_error(url, opening):
    async with connect(opening, over_http(url)) as client:
        assert await client.call_in_vain("test_error_handling")


@pytest.mark.anyio
async def test_tools_call_with_progress(url, opening):
    heard = []

    async def hear(progress, total, message):
        heard.append((progress, total))

    async with connect(opening, over_http(url)) as client:
        await client.call("test_tool_with_progress", progress_callback=hear)
    assert heard == [(0, 100), (50, 100), (100, 100)]


@pytest.mark.anyio
async def test_resources_read(url, opening):
    async with connect(opening, over_http(url)) as client:
        assert (await client.read("test://static-text"))["text"]
        assert (await client.read("test://static-binary"))["blob"]
        assert "123" in (await client.read("test://template/123/data"))["text"]


@pytest.mark.anyio
async def test_prompts_get(url, opening):
    async with connect(opening, over_http(url)) as client:
        assert (await client.prompt("test_simple_prompt"))["messages"]
        told = await client.prompt("test_prompt_with_arguments", arg1="hello", arg2="world")
        assert all(word in told["messages"][0]["content"]["text"] for word in ["hello", "world"])
        resource = await client.prompt("test_prompt_with_embedded_resource", resourceUri="test://example")
        assert "resource" in {message["content"]["type"] for message in resource["messages"]}
        image = await client.prompt("test_prompt_with_image")
        assert "image" in {message["content"]["type"] for message in image["messages"]}
