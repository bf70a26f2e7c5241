import json
from contextlib import asynccontextmanager

from litellm.mcp_client import call_openai_tool, load_mcp_tools

from journey import main
from mcp_sdk import session


@asynccontextmanager
async def connected(server):
    async with session(server) as client:
        tools = await load_mcp_tools(session=client, format="openai")

        async def call(name, arguments):
            request = {"id": "1", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
            return await call_openai_tool(session=client, openai_tool=request)

        yield {tool["function"]["name"]: tool["function"]["parameters"] for tool in tools}, call


main(connected, "litellm", "mcp")
