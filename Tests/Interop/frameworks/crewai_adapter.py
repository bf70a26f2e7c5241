import asyncio
from contextlib import asynccontextmanager

from crewai_tools import MCPServerAdapter
from mcp import StdioServerParameters

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = StdioServerParameters(command=server.command, args=server.arguments, env=server.env)
    with MCPServerAdapter(parameters, connect_timeout=100) as adapted:
        tools = {tool.name: tool for tool in adapted}

        async def call(name, arguments):
            return await asyncio.to_thread(lambda: tools[name].run(**arguments))

        yield {name: tool.args_schema.model_json_schema() for name, tool in tools.items()}, call


main(connected, "crewai-tools", "mcpadapt", "mcp")
