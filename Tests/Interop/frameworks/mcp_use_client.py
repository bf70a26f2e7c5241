from contextlib import asynccontextmanager

from langchain_core.utils.function_calling import convert_to_openai_tool
from mcp_use import MCPClient
from mcp_use.agents.adapters.langchain_adapter import LangChainAdapter

from journey import main


@asynccontextmanager
async def connected(server):
    entry = {"command": server.command, "args": server.arguments, "env": server.env}
    client = MCPClient.from_dict({"mcpServers": {"nethesis": entry}})
    try:
        session = await client.create_session("nethesis")
        adapter = LangChainAdapter()
        await adapter.create_all(client)
        tools = {tool.name: tool for tool in adapter.tools}

        async def call(name, arguments):
            return await tools[name].ainvoke(arguments)

        assert session
        yield {name: convert_to_openai_tool(tool)["function"]["parameters"] for name, tool in tools.items()}, call
    finally:
        await client.close_all_sessions()


main(connected, "mcp-use", "langchain-core", "mcp")
