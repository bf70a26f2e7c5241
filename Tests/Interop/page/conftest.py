import os
import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

from program import Server

KEY = {"name": "Nightly backup report", "mode": "read"}


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if not path and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip("there is no chromium")
    with sync_playwright() as playwright:
        # Its own sandbox cannot be set up by root.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def server(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        yield server


@pytest.fixture
def ask(server):
    """Calls the tool without a password and gives the address of the page."""

    def ask(**arguments):
        return server.call("create_api_key", **KEY | arguments)["structuredContent"]["step_up"]["url"]

    return ask


@pytest.fixture
def visit(chromium):
    """Opens an address in a browser of its own; whatever the browser complains about is a failure."""
    contexts, complaints = [], []

    def visit(url, in_context=None, **options):
        context = in_context or chromium.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda request: check_address(request.url, url, complaints))
        tab.goto(url)
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def check_address(asked, url, complaints):
    """Nothing is loaded from anywhere but the page's own server."""
    if not asked.startswith(re.match("http://[^/]+/", url)[0]):
        complaints.append(f"it asks for {asked}")
