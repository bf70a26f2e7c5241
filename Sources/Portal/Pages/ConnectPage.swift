import APIDocs
import ClientSetup
import JSON
import OpenAPI

/// The page "Add to your AI tool": the entry of each client, as `install` writes it.
struct ConnectPage {
  let site: PortalSite
  let context: PageContext

  private static let name = "nethesis"

  private var program: ServerEntry {
    ServerEntry(name: Self.name, transport: .stdio(command: "nethesis-mcp", arguments: []))
  }
  private var server: ServerEntry? {
    context.endpoint.map { ServerEntry(name: Self.name, transport: .http(url: $0)) }
  }

  var page: PortalPage {
    var page = PortalPage(
      title: "Add to your AI tool",
      heading: "Add to your AI tool",
      summary: "The exact entry of this MCP server for each client, for a program and for a URL.",
      address: .connect,
      trail: [site.home]
    )
    page.parts = [
      .text(
        """
        This server speaks the Model Context Protocol. Choose your tool below: each has the entry for the program on your \
        machine, and for the server at its URL where the tool takes one.
        """
      ),
      .text(
        "`nethesis-mcp install` writes these entries for you, and keeps the rest of each file: "
          + "`nethesis-mcp install --list` names the tools."
      ),
    ]
    if let url = context.endpoint { page.parts.insert(.code(url, language: "text", label: "MCP server URL"), at: 1) }
    page.parts.append(.heading(level: 2, text: "Any client: mcp.json", id: "mcp-json"))
    if let url = context.endpoint {
      page.parts.append(.code(Self.plain(url: url), language: "json", label: "For this URL"))
    }
    page.parts.append(.code(Self.plainProgram, language: "json", label: "For the program on your machine"))
    for client in MCPClient.allCases { page.parts += parts(of: client) }
    return page
  }

  private static func plain(url: String) -> String {
    JSONText.indented(["mcpServers": [name: ["type": "http", "url": .string(url)]]])
  }

  private static var plainProgram: String {
    JSONText.indented(["mcpServers": [name: ["type": "stdio", "command": "nethesis-mcp", "args": []]]])
  }

  private func parts(of client: MCPClient) -> [PagePart] {
    var parts: [PagePart] = [.heading(level: 2, text: Markdown.line(client.title), id: client.rawValue)]
    parts.append(.text(places(of: client)))
    parts += links(of: client)
    parts += entry(program, of: client, label: "For the program on your machine")
    if client.takesHTTP {
      if let server { parts += entry(server, of: client, label: "For this URL") }
    } else {
      parts.append(.text(words(ofClientWithoutHTTP: client)))
    }
    parts.append(.text("Then: \(Markdown.line(client.nextStep(.user)))"))
    return parts
  }

  private func places(of client: MCPClient) -> String {
    var paths: [String] = []
    for system in UserPlaces.System.allCases {
      let place = client.userFiles(UserPlaces(home: "~", system: system)).first.map(\.path)
      if let place, !paths.contains(place) { paths.append(place) }
    }
    let project = client.projectFiles.first.map { ", or \(Markdown.code($0.path)) in a project" } ?? ""
    return
      "File: \(paths.map(Markdown.code).joined(separator: " (Linux) or ") + (paths.count > 1 ? " (macOS)" : ""))\(project)."
  }

  private func words(ofClientWithoutHTTP client: MCPClient) -> String {
    client == .claudeDesktop
      ? "Its file takes programs only. A server at a public https address is added under Settings, Connectors."
      : "It takes programs only."
  }

  private func entry(_ entry: ServerEntry, of client: MCPClient, label: String) -> [PagePart] {
    guard let file = try? client.file(with: entry) else { return [] }
    let language =
      switch client.format {
      case .json: "json"
      case .toml: "toml"
      case .yaml: "yaml"
      }
    var parts: [PagePart] = [.code(String(decoding: file.bytes, as: UTF8.self), language: language, label: label)]
    if let command = client.addCommand(for: entry, .user) {
      parts.append(.code(command.map(Self.quoted).joined(separator: " "), language: "sh", label: "By its own command"))
    }
    return parts
  }

  private func links(of client: MCPClient) -> [PagePart] {
    var entries = [(entry: program, words: "program")]
    if let server { entries.append((server, "this URL")) }
    let links = entries.compactMap { entry, words -> (title: String, url: String)? in
      guard client.takesHTTP || words == "program", let link = client.link(for: entry) else { return nil }
      return ("Add to \(client.title) (\(words))", link)
    }
    return links.isEmpty ? [] : [.buttons(links)]
  }

  private static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.utf8.allSatisfy { !" '\"\\{}[]$`!*?<>|&;()#~\n\t".utf8.contains($0) }
    guard !isPlain else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
