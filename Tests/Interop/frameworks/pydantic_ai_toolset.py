from contextlib import asynccontextmanager

from fastmcp.client.transports import StdioTransport
from pydantic_ai import RunContext
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.test import TestModel
from pydantic_ai.usage import RunUsage

from journey import main


@asynccontextmanager
async def connected(server):
    toolset = MCPToolset(StdioTransport(server.command, server.arguments, env=server.env))
    context = RunContext(deps=None, model=TestModel(), usage=RunUsage())
    async with toolset:
        tools = await toolset.get_tools(context)

        async def call(name, arguments):
            valid = tools[name].args_validator.validate_python(arguments)
            return await toolset.call_tool(name, valid, context, tools[name])

        yield {name: tool.tool_def.parameters_json_schema for name, tool in tools.items()}, call


main(connected, "pydantic-ai-slim", "mcp")
