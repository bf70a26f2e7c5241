from contextlib import asynccontextmanager
from unittest.mock import MagicMock

from google.adk.agents.invocation_context import InvocationContext
from google.adk.tools.mcp_tool import McpToolset, StdioConnectionParams
from google.adk.tools.tool_context import ToolContext
from mcp import StdioServerParameters

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = StdioServerParameters(command=server.command, args=server.arguments, env=server.env)
    toolset = McpToolset(connection_params=StdioConnectionParams(server_params=parameters, timeout=60))
    try:
        tools = {tool.name: tool for tool in await toolset.get_tools()}
        # No agent runs here, so nothing is in the context of a call.
        context = MagicMock(spec=ToolContext, _invocation_context=MagicMock(spec=InvocationContext))

        async def call(name, arguments):
            return await tools[name].run_async(args=arguments, tool_context=context)

        yield {name: tool._get_declaration().model_dump(exclude_none=True) for name, tool in tools.items()}, call
    finally:
        await toolset.close()


main(connected, "google-adk", "google-genai", "mcp")
