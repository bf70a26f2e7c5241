"""A call without a session: one link, and on its page a person signs in and approves."""

import anyio
import anyio.to_thread
import pytest
from mcp import types

from client import OPENINGS, connect, over_http, over_stdio
from program import Sandbox, environment
from sign_in_page import SignInPage, link, settings
from web import WebServer

pytestmark = pytest.mark.anyio

KEY = {"name": "Nightly backup", "mode": "read"}
OPENERS = [opening for opening in OPENINGS if opening in ("2025-11-25", "2026-07-28")]
PATIENCE = {"NETHESIS_MCP_TEST_PATIENCE": "20"}
HASTE = {"NETHESIS_MCP_TEST_PATIENCE": "0.5"}


@pytest.fixture
def at():
    """The environment of servers without a session."""
    with Sandbox() as sandbox:
        yield environment(settings(sandbox))


class Person:
    """Opens the page that the client is asked to open, signs in, and approves if there is something to approve."""

    def __init__(self, approves):
        self.approves = approves
        self.urls = []
        self.made = None

    async def __call__(self, context, params):
        self.urls.append(params.url)
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self.use, params.url)
        return types.ElicitResult(action="accept")

    def use(self, url):
        page = SignInPage(url)
        assert page.heading == "Sign in to go on"
        assert page.sign_in().startswith("Mario")
        page.submit("keep")
        if self.approves:
            self.made = page.approve()
        else:
            assert page.heading == "Signed in"


async def check_created(client, result, made):
    text = result["content"][0]["text"]
    assert not result.get("isError"), result
    assert made.startswith("myk_") and made not in str(result) and "(shown to the user on the page)" in text
    (key,) = (await client.call_successfully("list_api_keys"))["data"]["api_keys"]
    assert key["key_public"] in made


@pytest.mark.parametrize("opening", OPENINGS)
async def test_with_a_link(at, opening):
    async with connect(opening, over_stdio("stdio", env=at)) as client:
        await client.tools()  # so that the client knows the output schemas, and validates by them
        result = await client.call("create_api_key", **KEY)
        assert result["isError"] and "structuredContent" not in result
        person = Person(approves=True)
        await anyio.to_thread.run_sync(person.use, link(result["content"][0]["text"]))
        await check_created(client, await client.call("create_api_key", **KEY), person.made)


@pytest.mark.parametrize("opening", OPENINGS)
async def test_a_call_that_needs_no_approval_goes_on_by_itself(at, opening):
    async with connect(opening, over_stdio("stdio", env=at | PATIENCE)) as client:
        await client.tools()
        url = link(await client.call_in_vain("list_api_keys"))
        results = []

        async def call():
            results.append(await client.call_successfully("list_api_keys"))

        async with anyio.create_task_group() as group:
            group.start_soon(call)
            await anyio.to_thread.run_sync(Person(approves=False).use, url)
        assert results[0]["data"]["api_keys"] == []


@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_opens_the_page(at, opening):
    person = Person(approves=True)
    async with connect(opening, over_stdio("stdio", env=at | PATIENCE), person) as client:
        await client.tools()
        result = await client.call("create_api_key", **KEY)
        while not person.made:
            await anyio.sleep(0.01)
        await check_created(client, result, person.made)
        assert len(person.urls) == 1


@pytest.mark.parametrize("opening", OPENERS)
async def test_a_client_that_opens_the_page_gets_a_list_with_one_call(at, opening):
    person = Person(approves=False)
    async with connect(opening, over_stdio("stdio", env=at | PATIENCE), person) as client:
        await client.tools()
        assert (await client.call_successfully("list_api_keys"))["data"]["api_keys"] == []
        assert len(person.urls) == 1


@pytest.mark.parametrize("opening", OPENERS)
@pytest.mark.parametrize("action", ["accept", "decline", "cancel"])
@pytest.mark.parametrize(("tool", "arguments"), [("list_api_keys", {}), ("create_api_key", KEY)])
async def test_what_a_client_says_proves_nothing(at, opening, action, tool, arguments):
    urls = []

    async def elicit(context, params):
        urls.append(params.url)
        return types.ElicitResult(action=action)

    async with connect(opening, over_stdio("stdio", env=at | HASTE), elicit) as client:
        await client.tools()
        words = await client.call_in_vain(tool, **arguments)
        assert [link(words)] == urls
        approves = tool == "create_api_key"
        person = Person(approves)
        await anyio.to_thread.run_sync(person.use, urls[0])
        result = await client.call(tool, **arguments)
        assert not result.get("isError"), result
        assert len(urls) == 1


@pytest.mark.parametrize("opening", [OPENINGS[-1], "2025-11-25"])
async def test_over_http_nobody_can_sign_the_server_in(at, opening):
    with WebServer(env=at) as server:
        async with connect(opening, over_http(server.url)) as client:
            await client.tools()
            for tool, arguments in [("list_api_keys", {}), ("create_api_key", KEY)]:
                words = await client.call_in_vain(tool, **arguments)
                assert "Nothing was sent; whoever runs this server signs in with `nethesis-mcp login`" in words
                assert "http://" not in words


