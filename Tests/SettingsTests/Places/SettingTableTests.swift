import Foundation
@testable import Settings
import Testing

struct SettingTableTests {
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/NethesisMCP/NethesisMCP.docc/Settings.md")

  /// The lines of the table that the settings make.
  private static var rows: [String] {
    Setting.allCases.map { setting in
      let option = setting.option.map { name in "`\(name)\(setting.placeholder.map { " \($0)" } ?? "")`" }
      let key = setting.fileKey.map { "`\($0)`" }
      return [setting.summary, option ?? "–", "`\(setting.variable)`", key ?? "–", setting.defaultText ?? "–"]
        .map { "| \($0) " }.joined() + "|"
    }
  }

  @Test func `the page's table is that of the settings`() throws {
    let head = "|---|---|---|---|---|"
    let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n").map(String.init)
    let table = lines.drop { $0 != head }.dropFirst().prefix { $0.hasPrefix("|") }
    #expect(Array(table) == Self.rows)
  }

  @Test(
    arguments: [
      (Setting.tokenFile, "--token-file", "NETHESIS_MCP_TOKEN_FILE"),
      (.allowHTTPBackend, "--allow-http-backend", "NETHESIS_MCP_ALLOW_HTTP_BACKEND"),
      (.token, nil, "NETHESIS_MCP_TOKEN"),
    ] as [(Setting, String?, String)]
  )
  func `option and variable derive from one name`(setting: Setting, option: String?, variable: String) {
    #expect(setting.option == option)
    #expect(setting.variable == variable)
  }
}
