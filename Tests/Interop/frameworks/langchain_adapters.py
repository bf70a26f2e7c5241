from contextlib import asynccontextmanager

from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_mcp_adapters.tools import load_mcp_tools

from journey import main
from mcp_sdk import session


@asynccontextmanager
async def connected(server):
    async with session(server) as client:
        tools = {tool.name: tool for tool in await load_mcp_tools(client)}

        async def call(name, arguments):
            return await tools[name].ainvoke(arguments)

        yield {name: convert_to_openai_tool(tool)["function"]["parameters"] for name, tool in tools.items()}, call


main(connected, "langchain-mcp-adapters", "langchain-core", "mcp")
