"""Callers of a server with access tokens of a provider that other people wrote: a person's client, and a program."""

import json

import jwt
import pytest
from mcp.client.auth.extensions.client_credentials import ClientCredentialsOAuthProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from backend import Backend, json_answer
from client import connect
from oauth_client import Browser, Storage, signing_in
from web import WebServer

pytestmark = pytest.mark.anyio
THINGS = {"things": ["a lamp"]}


@pytest.fixture
def server(provider, tmp_path):
    """A server of an API that asks for no credential, whose callers have the provider's tokens."""
    answer = json_answer(json.dumps(THINGS).encode())
    path = tmp_path / "things.json"
    ok = {"200": {"description": "All.", "content": {"application/json": {}}}}
    path.write_text(json.dumps({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": {"operationId": "list_things", "responses": ok}}},
    }))

    def respond(connection, request):
        backend.asked.append(request.decode())
        connection.sendall(answer)
        return True

    with Backend(respond) as backend:
        backend.asked = []
        with WebServer(
            "--spec", str(path), "--backend", backend.url, "--public-url", provider.resource,
            "--issuer", provider.issuer, "--scope-name", "read=things", "--scope-name", "write=things-write",
            "--scope-name", "keys=things-keys", listen=provider.resource.removeprefix("http://").removesuffix("/mcp"),
        ) as server:
            server.backend = backend
            yield server


async def call(server, auth, opening="2026-07-28"):
    async with create_mcp_http_client(auth=auth) as http:
        async with connect(opening, streamable_http_client(server.url, http_client=http)) as conversation:
            return await conversation.call_successfully("list_things")


@pytest.mark.parametrize("opening", ["2025-06-18", "2025-11-25", "2026-07-28"])
async def test_the_official_client_signs_in_and_calls(provider, server, opening):
    browser = Browser(lambda url: provider.person().approve(url, "cli", ["things", "offline_access"]))
    storage = Storage("cli", f"http://127.0.0.1:{provider.redirect_port}/callback")
    assert await call(server, signing_in(server.url, browser, storage), opening) == THINGS
    (asked,) = browser.asked
    assert asked["resource"] == server.url and "things" in asked["scope"].split()
    claims = jwt.decode(storage.tokens.access_token, options={"verify_signature": False})
    assert claims["aud"] == server.url and claims["iss"] == provider.issuer
    assert len(server.backend.asked) == 1 and storage.tokens.access_token not in server.backend.asked[0]


async def test_a_program_signs_in_for_itself_and_calls(provider, server):
    from glewlwyd import SECRETS

    auth = ClientCredentialsOAuthProvider(
        server.url, Storage("x", "http://127.0.0.1:9/callback"), "job", SECRETS["job"], issuer=provider.issuer
    )
    assert await call(server, auth) == THINGS


def test_a_token_for_somebody_else_is_refused(provider, server):
    answer = provider.client_token("job", "things")
    refused = server.post("tools/list", headers={"Authorization": f"Bearer {answer}"})
    assert refused.status == 401 and "resource_metadata=" in refused.headers["WWW-Authenticate"]
    assert server.backend.asked == []
