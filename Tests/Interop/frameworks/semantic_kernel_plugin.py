from contextlib import asynccontextmanager

from semantic_kernel import Kernel
from semantic_kernel.connectors.ai.function_calling_utils import kernel_function_metadata_to_function_call_format
from semantic_kernel.connectors.mcp import MCPStdioPlugin
from semantic_kernel.functions import KernelArguments

from journey import main


@asynccontextmanager
async def connected(server):
    async with MCPStdioPlugin("nethesis", server.command, args=server.arguments, env=server.env) as plugin:
        kernel = Kernel()
        functions = kernel.add_plugin(plugin).functions

        async def call(name, arguments):
            result = await functions[name].invoke(kernel, KernelArguments(**arguments))
            return " ".join(str(item) for item in result.value)

        shown = {name: kernel_function_metadata_to_function_call_format(f.metadata) for name, f in functions.items()}
        yield shown, call


main(connected, "semantic-kernel", "mcp")
