import json
from contextlib import asynccontextmanager

from agents.mcp import MCPServerStdio, MCPUtil
from agents.tool_context import ToolContext

from journey import main


@asynccontextmanager
async def connected(server):
    parameters = {"command": server.command, "args": server.arguments, "env": server.env}
    async with MCPServerStdio(parameters, client_session_timeout_seconds=100, use_structured_content=True) as client:
        listed = await client.list_tools()
        # In strict mode; a schema that cannot be made strict stays as it is.
        tools = {tool.name: MCPUtil.to_function_tool(tool, client, convert_schemas_to_strict=True) for tool in listed}
        lax = [name for name, tool in tools.items() if not tool.strict_json_schema]

        async def call(name, arguments):
            text = json.dumps(arguments)
            context = ToolContext(context=None, tool_name=name, tool_call_id="1", tool_arguments=text)
            return await tools[name].on_invoke_tool(context, text)

        yield {name: tool.params_json_schema for name, tool in tools.items()}, call
        print(f"{len(lax)} of {len(tools)} are not strict", file=__import__("sys").stderr)


main(connected, "openai-agents", "openai", "mcp")
