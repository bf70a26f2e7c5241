import json
from contextlib import asynccontextmanager

from google.genai._mcp_utils import mcp_to_gemini_tools

from journey import main
from mcp_sdk import all_tools, session


@asynccontextmanager
async def connected(server):
    async with session(server) as client:
        tools = mcp_to_gemini_tools(await all_tools(client))
        functions = [function for tool in tools for function in tool.function_declarations]

        async def call(name, arguments):
            # What the model is sent as the response of a function.
            result = await client.call_tool(name, arguments)
            return json.dumps(result.model_dump(by_alias=True, mode="json"))

        yield {f.name: f.parameters.model_dump(exclude_none=True) for f in functions}, call


main(connected, "google-genai", "mcp")
