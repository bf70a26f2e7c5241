"""What each framework does: it lists and converts all tools, makes a key in link form and with a password, and reads.

A framework is one file, which says how a model of that framework sees tools and gets what comes of their calls.
"""

import asyncio
import json
import os
import re
import sys
import traceback
from importlib.metadata import version
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from plain_page import Page, token
from program import PASSWORD, PATH, environment

# So long a step may take, in seconds.
DEADLINE = 120
PUBLISHED = Path(__file__).parents[4] / "shared/specs/my-nethesis.openapi.yaml"
BUILT_IN = {
    "create_api_key", "list_api_keys", "revoke_api_key", "list_api_key_events", "search_docs", "read_docs",
}  # fmt: skip
LINK = re.compile(r"http://127\.0\.0\.1:\d+/step-up/\w+/\w+")


class Server:
    """How the program is started."""

    def __init__(self, *arguments):
        dialect = os.environ.get("NETHESIS_MCP_FRAMEWORK_DIALECT", "default")
        self.command = PATH
        self.arguments = ["stdio", *arguments, *(["--dialect", dialect] if dialect != "default" else [])]
        self.env = environment()


async def create_by_link(call):
    """A call without the password: the model gets a link and what to do next, and then everything but the token."""
    arguments = {"name": "By link", "mode": "read"}
    text = str(await call("create_api_key", arguments))
    assert LINK.search(text), f"no link: {text[:300]}"
    assert "again with exactly the same arguments" in text, f"not said what to do next: {text[:300]}"
    made = token(await asyncio.to_thread(lambda: Page(LINK.search(text)[0]).submit()))
    text = str(await call("create_api_key", arguments))
    assert "By link" in text and "(shown to the user on the page)" in text, f"no outcome: {text[:300]}"
    assert made not in text and PASSWORD not in text, "a secret was told"


async def create_with_password(call):
    """A call with the password: the token is part of the result."""
    text = str(await call("create_api_key", {"name": "By password", "mode": "read", "password": PASSWORD}))
    assert "myk_" in text and "By password" in text, f"no token: {text[:300]}"


async def list_keys(call):
    text = str(await call("list_api_keys", {}))
    assert "By link" in text and "By password" in text, f"not both keys: {text[:300]}"


async def read(call):
    text = str(await call("list_api_key_events", {"page": 1, "page_size": 5}))
    assert "total_count" in text, f"no events: {text[:300]}"


STEPS = {"link": create_by_link, "password": create_with_password, "list": list_keys, "read": read}


async def attempt(outcome, step, work):
    """Notes what a step comes to: ok, or why not."""
    try:
        async with asyncio.timeout(DEADLINE):
            outcome[step] = await work or "ok"
    except BaseException as error:  # Whatever a framework raises is what came of it.
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        outcome[step] = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        if os.environ.get("NETHESIS_MCP_FRAMEWORK_TRACE"):
            traceback.print_exception(error)


async def visit(connected, outcome):
    async def built_in():
        async with connected(Server("--sandbox")) as (tools, call):
            assert set(tools) == BUILT_IN, f"only {sorted(tools)}"
            for name, schema in tools.items():
                assert schema is not None, f"{name} has no schema"
            for step, work in STEPS.items():
                await attempt(outcome, step, work(call))

    async def published():
        async with connected(Server("--spec", str(PUBLISHED), "--tools", "all")) as (tools, _):
            return str(len(tools))

    await attempt(outcome, "built-in", built_in())
    if PUBLISHED.exists():
        await attempt(outcome, "published", published())


def main(connected, *packages):
    """Prints what came of it, as a line of JSON.

    `connected` is an asynchronous context manager that takes a `Server` and gives the tools, the schema that a model is
    shown by the name of each, and a function that calls one and gives what a model is shown.
    """
    outcome = {"packages": {name: version(name) for name in packages}}
    asyncio.run(visit(connected, outcome))
    print(json.dumps(outcome))
