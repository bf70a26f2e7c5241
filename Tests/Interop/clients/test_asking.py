"""A person is asked for the password, and every kind of client gets to the end."""

import re

import anyio
import anyio.to_thread
import pytest
from mcp import types

from client import IS_OLD, OPENINGS, ProtocolError, converse
from plain_page import Page, token
from program import PASSWORD

pytestmark = pytest.mark.anyio

KEY = {"name": "Nightly backup", "mode": "read"}
# The versions in which a client can be asked to open a page.
OPENERS = [opening for opening in OPENINGS if opening in ("2025-11-25", "2026-07-28")]
# So long a call waits for a person; long enough for one that is there.
PATIENCE = {"NETHESIS_MCP_TEST_PATIENCE": "5"}
HASTE = {"NETHESIS_MCP_TEST_PATIENCE": "0.5"}


def link(result):
    """The page that a result leads to."""
    assert not result.get("isError"), result
    (url,) = re.findall(r"http://127.0.0.1:\d+/step-up/\w+/\w+", result["content"][0]["text"])
    if "structuredContent" in result:
        assert result["structuredContent"]["step_up"]["url"] == url
        assert result["structuredContent"]["step_up"]["status"] == "waiting"
    return url


async def approve(url):
    """What a person does with a page, and the token that is shown there."""
    page = await anyio.to_thread.run_sync(Page, url)
    return token(await anyio.to_thread.run_sync(page.submit))


async def check(client, result, made):
    """Whether the model learned everything but the secret, and there is one key."""
    assert not result.get("isError"), result
    text = result["content"][0]["text"]
    assert KEY["name"] in text and "(shown to the user on the page)" in text
    assert made.startswith("myk_") and made not in str(result) and PASSWORD not in str(result)
    (key,) = (await client.call_successfully("list_api_keys"))["data"]["api_keys"]
    assert key["key_public"] in made


def is_told_apart(client, transport):
    """Whether the server knows the second call of a client for one of the same client."""
    return transport == "stdio" or not client.is_modern


class Person:
    """A client's part in a question: opens the page or not, and says something."""

    def __init__(self, action="accept", opens=False, error=None, hangs=False):
        self.action, self.opens, self.error, self.hangs = action, opens, error, hangs
        self.urls = []
        self.tokens = []

    async def __call__(self, context, params):
        assert params.mode == "url"
        self.urls.append(params.url)
        if self.opens:
            # A server that knows the outcome needs no answer any more, and says so while the page is still being read.
            with anyio.CancelScope(shield=True):
                self.tokens.append(await approve(params.url))
        if self.hangs:
            await anyio.sleep_forever()
        return self.error or types.ElicitResult(action=self.action)


async def test_with_a_link(client, transport):
    await client.tools()  # so that the client knows the output schemas, and validates by them
    made = await approve(link(await client.call("create_api_key", **KEY)))
    if is_told_apart(client, transport):
        result = await client.call("create_api_key", **KEY)
        await check(client, result, made)
        assert await client.call("create_api_key", **KEY) == result


async def test_a_password_as_an_argument_is_answered_with_the_token(client):
    await client.tools()
    answer = await client.call_successfully("create_api_key", **KEY, password=PASSWORD)
    assert answer["data"]["token"].startswith("myk_")


@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_opens_the_page(transport, opening):
    person = Person(opens=True)
    async with converse(transport, opening, "--sandbox", env=PATIENCE, elicit=person) as client:
        await client.tools()
        result = await client.call("create_api_key", **KEY)
        while not person.tokens:
            await anyio.sleep(0.01)
        await check(client, result, person.tokens[0])
        assert len(person.urls) == 1


@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_accepts_at_once(transport, opening):
    person = Person()
    heard = []

    async def hear(progress, total, message):
        heard.append(message)

    async with converse(transport, opening, "--sandbox", env=PATIENCE, elicit=person) as client:
        await client.tools()
        results = []

        async def call():
            results.append(await client.call("create_api_key", hear, **KEY))

        async with anyio.create_task_group() as group:
            group.start_soon(call)
            while not person.urls:
                await anyio.sleep(0.01)
            made = await approve(person.urls[0])
        await check(client, results[0], made)
        assert any(message and "Waiting for the user" in message for message in heard)


@pytest.mark.parametrize("opening", OPENERS)
@pytest.mark.parametrize("person", [Person("accept"), Person("decline"), Person("cancel")], ids=lambda p: p.action)
async def test_what_a_client_says_proves_nothing(transport, opening, person):
    person.urls.clear()
    async with converse(transport, opening, "--sandbox", env=HASTE, elicit=person) as client:
        await client.tools()
        url = link(await client.call("create_api_key", **KEY))
        assert [url] == person.urls
        made = await approve(url)
        if is_told_apart(client, transport):
            await check(client, await client.call("create_api_key", **KEY), made)
            assert len(person.urls) == 1


@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_refuses_to_be_asked(transport, opening):
    person = Person(error=types.ErrorData(code=-32603, message="no"))
    async with converse(transport, opening, "--sandbox", env=HASTE, elicit=person) as client:
        await client.tools()
        if client.is_modern:  # which breaks off by itself
            with pytest.raises(ProtocolError):
                await client.call("create_api_key", **KEY)
        else:
            assert link(await client.call("create_api_key", **KEY)) == person.urls[0]
        made = await approve(person.urls[0])
        if is_told_apart(client, transport):
            await check(client, await client.call("create_api_key", **KEY), made)


@pytest.mark.skipif(IS_OLD, reason="this client reads nothing while it asks")
@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_never_answers(transport, opening):
    person = Person(hangs=True)
    async with converse(transport, opening, "--sandbox", env=HASTE, elicit=person) as client:
        await client.tools()
        if client.is_modern:  # whose server has answered
            with anyio.move_on_after(1):
                await client.call("create_api_key", **KEY)
        else:
            assert link(await client.call("create_api_key", **KEY)) == person.urls[0]
        made = await approve(person.urls[0])
        person.hangs = False
        if is_told_apart(client, transport):
            await check(client, await client.call("create_api_key", **KEY), made)


@pytest.mark.parametrize("opening", OPENERS)
async def test_with_a_client_that_gives_up_waiting(transport, opening):
    person = Person()
    async with converse(transport, opening, "--sandbox", env=PATIENCE, elicit=person) as client:
        await client.tools()
        with pytest.raises(ProtocolError):
            await client.call("create_api_key", timeout=1, **KEY)
        made = await approve(person.urls[0])
        if is_told_apart(client, transport):
            await check(client, await client.call("create_api_key", **KEY), made)
            assert len(person.urls) == 1
