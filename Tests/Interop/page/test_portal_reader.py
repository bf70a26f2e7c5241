"""Signing in to read the documentation, in a real browser."""

import pytest
from playwright.sync_api import expect

from linking import USER1, provider, secret_file, served
from test_links import at_provider
from web import free_port


@pytest.fixture
def server(tmp_path):
    with provider(free_port()) as sandbox, served(sandbox, secret_file(tmp_path)) as server:
        yield server


@pytest.fixture
def context(chromium):
    context = chromium.new_context()
    yield context
    context.close()


def test_a_person_signs_in_reads_and_signs_out(server, context):
    tab = context.new_page()
    base = server.url.removesuffix("mcp")
    tab.goto(base + "operations/create_api_key")
    expect(tab.get_by_role("heading", name="Sign in to read")).to_be_visible()
    tab.get_by_role("link", name="Sign in at").click()
    at_provider(tab, USER1)
    expect(tab).to_have_url(base + "operations/create_api_key")
    expect(tab.get_by_role("link", name="Sign out")).to_be_visible()
    cookie = next(cookie for cookie in context.cookies() if cookie["name"].startswith("nethesis-mcp-reader"))
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    tab.get_by_role("link", name="Sign out").click()
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_text("This browser has no session here.")).to_be_visible()
    tab.goto(base + "operations/create_api_key")
    expect(tab.get_by_role("heading", name="Sign in to read")).to_be_visible()
