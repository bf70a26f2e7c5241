import ClientSetup
import Foundation
import JSON
import Testing

/// The page with each client's entry, made by the code that installs it.
struct InstallingPageTests {
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/NethesisMCP/NethesisMCP.docc/Installing.md")

  private static let program = ServerEntry(
    name: "nethesis",
    transport: .stdio(command: "nethesis-mcp", arguments: ["stdio"])
  )
  private static let endpoint = ServerEntry(name: "nethesis", transport: .http(url: "http://127.0.0.1:8722/mcp"))

  /// Fails when the page drifts; `NETHESIS_MCP_UPDATE=1` writes it anew.
  @Test func `the entries on the page are those that are installed`() throws {
    let (start, end) = ("<!-- clients -->\n", "<!-- end of clients -->")
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let first = try #require(text.firstRange(of: start))
    let last = try #require(text.firstRange(of: end))
    let expected = try MCPClient.allCases.map(Self.section).joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["NETHESIS_MCP_UPDATE"] == "1" {
      let updated = text[..<first.upperBound] + expected + text[last.lowerBound...]
      try String(updated).write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(text[first.upperBound..<last.lowerBound] == expected)
    }
  }

  private static func section(_ client: MCPClient) throws -> String {
    var lines = ["### \(client.title)", "", "    nethesis-mcp install \(client.rawValue)", ""]
    lines += places(of: client).map { "- \($0)" }
    lines += ClientLimits.of(client).sentences.map { "- \($0)" }
    lines += ["", "```\(client.format.rawValue)", try entry(program, client), "```", ""]
    if let link = client.link(for: program) { lines += ["[One-click link](\(link))", ""] }
    guard client.takesHTTP else { return lines.joined(separator: "\n") }
    lines += ["A server on HTTP:", "", "```\(client.format.rawValue)", try entry(endpoint, client), "```", ""]
    if let link = client.link(for: endpoint) {
      // Not every reader of Markdown takes schemes of its own.
      lines += [link.hasPrefix("https:") ? "[One-click link](\(link))" : "One-click link: `\(link)`", ""]
    }
    return lines.joined(separator: "\n")
  }

  private static func places(of client: MCPClient) -> [String] {
    func path(_ system: UserPlaces.System) -> String {
      client.userFiles(UserPlaces(home: "~", system: system))[0].path
    }
    var places = [
      "For a user: `\(path(.linux))`" + (path(.macOS) == path(.linux) ? "" : ", on macOS `\(path(.macOS))`")
    ]
    if let project = client.projectFiles.first { places.append("For a project: `\(project.path)`") }
    return places
  }

  private static func entry(_ entry: ServerEntry, _ client: MCPClient) throws -> String {
    String(String(decoding: try client.file(with: entry).bytes, as: UTF8.self).dropLast())
  }
}
