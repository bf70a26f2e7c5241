"""What a conversation has besides tools and documentation, as the official client sees it."""

from contextlib import AsyncExitStack

import anyio
import pytest

from client import IS_OLD, LEGACY, MODERN, OPENINGS, ProtocolError, connect, converse, over_http
from program import DEADLINE

pytestmark = pytest.mark.anyio


async def test_the_version_that_is_asked_for_is_spoken(client, opening):
    assert client.version == (MODERN if opening == "auto" else opening)


async def test_a_ping_is_answered_where_there_is_one(client):
    if client.is_modern:
        with pytest.raises(ProtocolError) as failure:
            await client.session.send_ping()
        assert failure.value.error.code == -32601
    else:
        await client.session.send_ping()


async def test_a_call_tells_its_progress(client):
    steps, is_told = [], anyio.Event()

    async def progress(value, total, message):
        steps.append((value, total))
        if value == total:
            is_told.set()

    await client.call("list_api_keys", progress_callback=progress)
    with anyio.fail_after(DEADLINE):
        await is_told.wait()
    values = [value for value, _ in steps]
    assert values == sorted(set(values))


async def test_log_messages_come_from_the_level_that_is_set(client):
    if client.is_modern:
        with pytest.raises(ProtocolError) as failure:
            await client.session.set_logging_level("debug")
        assert failure.value.error.code == -32601
        return
    await client.session.set_logging_level("info")
    await client.call("list_api_keys")
    await client.session.set_logging_level("debug")
    await client.call("revoke_api_key", id="nobody's")
    assert (await client.next_log())["data"]["method"] == "DELETE"


async def test_a_cancelled_call_is_aborted_and_the_conversation_goes_on(transport, opening, hanging_backend):
    async with converse(transport, opening, env=hanging_backend.settings) as client:
        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                group.start_soon(client.call, "list_api_keys")
                assert await anyio.to_thread.run_sync(hanging_backend.has_request.wait, DEADLINE)
                await client.cancel(group.cancel_scope)
        assert await anyio.to_thread.run_sync(hanging_backend.has_lost_client.wait, DEADLINE)
        assert len(await client.tools()) == 6


async def test_calls_run_beside_each_other(transport, opening, sandbox):
    sandbox.control("faults", delay_ms=300)
    async with converse(transport, opening, env=sandbox.settings) as client, anyio.create_task_group() as group:
        for _ in range(16):
            group.start_soon(client.call_successfully, "list_api_keys")
    assert sandbox.control("requests") == {"GET /api/me/api-keys": 16}


@pytest.mark.skipif(IS_OLD, reason="the older client never asks first")
async def test_a_client_that_asks_first_finds_the_handshake(transport):
    async with converse(transport, "auto", "--era", "legacy", "--sandbox") as client:
        assert client.version == LEGACY[-1]
        await client.call_successfully("list_api_keys")


async def test_a_handshake_is_refused_with_the_versions_that_are_spoken(transport):
    with pytest.raises(ExceptionGroup) as failure:
        async with converse(transport, LEGACY[-1], "--era", "modern", "--sandbox"):
            pass
    error = failure.value
    while isinstance(error, ExceptionGroup):
        (error,) = error.exceptions
    if IS_OLD and transport == "http":
        assert error.response.status_code == 400  # whose body this client does not read
    else:
        assert MODERN in error.error.message


async def test_clients_of_all_versions_use_one_server_at_once(web_server):
    web_server.control("reset")
    async with AsyncExitStack() as stack:
        clients = {o: await stack.enter_async_context(connect(o, over_http(web_server.url))) for o in OPENINGS}
        web_server.control("faults", delay_ms=300)
        async with anyio.create_task_group() as group:
            for client in clients.values():
                for _ in range(4):
                    group.start_soon(client.call_successfully, "list_api_keys")
        web_server.control("faults", delay_ms=0)
        for opening, client in clients.items():
            assert client.version == (MODERN if opening == "auto" else opening)
            assert all(("outputSchema" in tool) == (client.version >= "2025-06-18") for tool in await client.tools())
    assert web_server.control("requests") == {"GET /api/me/api-keys": 4 * len(OPENINGS)}
