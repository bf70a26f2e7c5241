from contextlib import asynccontextmanager

from autogen_core import CancellationToken
from autogen_ext.tools.mcp import StdioServerParams, create_mcp_server_session, mcp_server_tools

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = StdioServerParams(
        command=server.command, args=server.arguments, env=server.env, read_timeout_seconds=100
    )
    async with create_mcp_server_session(parameters) as session:
        await session.initialize()
        tools = {tool.name: tool for tool in await mcp_server_tools(parameters, session=session)}

        async def call(name, arguments):
            result = await tools[name].run_json(arguments, CancellationToken())
            return tools[name].return_value_as_string(result)

        yield {name: tool.schema["parameters"] for name, tool in tools.items()}, call


main(connected, "autogen-ext", "autogen-core", "mcp")
