import ArgumentParser
import ProcessEnvironment

/// The root of the command line.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nethesis-mcp",
    abstract: "Serves the operations of an HTTP API to MCP clients, as tools.",
    discussion: """
      Without a command it serves on standard input and output, which is what an MCP
      client starts. Out of the box the API is my.nethesis.it and its personal API
      keys; --spec and --backend name another one.

      First steps, without an account:
        nethesis-mcp demo                      watch a client use the server
        nethesis-mcp tools                     see what is published
        nethesis-mcp read                      see the pages of documentation
        nethesis-mcp lint --spec api.yaml      see what is wrong with a document
        nethesis-mcp doctor                    see what is missing for calls to work
        nethesis-mcp call list_api_keys --sandbox

      With an account: sign in, and put the server into your client:
        nethesis-mcp login
        nethesis-mcp install claude-code

      Every option can also be an environment variable (--token-file is
      NETHESIS_MCP_TOKEN_FILE) or a key in a JSON file named by --config
      ("token-file"). An option goes before a variable, a variable before the file.

      Several documents are served together if each has a name. The names of its
      tools begin with it, and what is for one document says for which:
        nethesis-mcp --spec shop=shop.yaml --backend shop=https://shop.example/v1 \\
            --spec my=built-in --token-file my=token

      With --version, --json prints the versions of the protocol and the libraries
      that are found here, too.

      It ends with 0 when all went well, 1 when a tool or its backend failed, and 2
      when options, settings or arguments are wrong.
      """,
    version: Version.current,
    subcommands: [
      StdioCommand.self, HTTPCommand.self, LoginCommand.self, LogoutCommand.self, StatusCommand.self,
      TokenCommand.self,
      AccessCommand.self, LinksCommand.self, CallCommand.self, ApproveCommand.self,
      AuditCommand.self, StoreCommand.self, ToolsCommand.self, ReadCommand.self, PortalCommand.self, PromptCommand.self,
      LintCommand.self,
      DoctorCommand.self,
      SandboxCommand.self, DemoCommand.self,
      InstallCommand.self, UninstallCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: StdioCommand.self
  )
}
