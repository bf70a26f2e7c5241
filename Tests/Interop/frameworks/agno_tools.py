from contextlib import asynccontextmanager

from agno.tools.function import FunctionCall
from agno.tools.mcp import MCPTools
from mcp import StdioServerParameters

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = StdioServerParameters(command=server.command, args=server.arguments, env=server.env)
    async with MCPTools(server_params=parameters, timeout_seconds=100) as toolkit:
        functions = toolkit.functions

        async def call(name, arguments):
            outcome = await FunctionCall(function=functions[name], arguments=arguments).aexecute()
            assert outcome.status == "success", outcome.error
            return outcome.result

        yield {name: function.to_dict()["parameters"] for name, function in functions.items()}, call


main(connected, "agno", "mcp")
