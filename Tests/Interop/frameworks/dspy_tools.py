from contextlib import asynccontextmanager

import dspy

from journey import main
from mcp_sdk import all_tools, session


@asynccontextmanager
async def connected(server):
    async with session(server) as client:
        tools = {tool.name: dspy.Tool.from_mcp_tool(client, tool) for tool in await all_tools(client)}

        async def call(name, arguments):
            return await tools[name].acall(**arguments)

        yield {name: tool.format_as_litellm_function_call() for name, tool in tools.items()}, call


main(connected, "dspy", "mcp")
