import asyncio
from contextlib import asynccontextmanager

from mcp import StdioServerParameters
from smolagents import ToolCollection
from smolagents.models import get_tool_json_schema

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = StdioServerParameters(command=server.command, args=server.arguments, env=server.env)
    with ToolCollection.from_mcp(parameters, trust_remote_code=True, structured_output=True) as collection:
        tools = {tool.name: tool for tool in collection.tools}

        async def call(name, arguments):
            return await asyncio.to_thread(lambda: tools[name](**arguments))

        yield {name: get_tool_json_schema(tool) for name, tool in tools.items()}, call


main(connected, "smolagents", "mcpadapt", "mcp")
