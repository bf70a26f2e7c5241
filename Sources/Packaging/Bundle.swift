import Foundation
import JSON
import Settings

/// The MCP bundle (MCPB), which clients install with a click: a ZIP with a manifest, version 0.3.
struct Bundle {
  let release: Release

  var fileName: String {
    "\(Facts.name)-\(release.facts.version)-linux-\(release.architecture.uname).mcpb"
  }

  func write() throws {
    let folder = try Folder(release.work.appending(path: "mcpb"), date: release.facts.date)
    try folder.write(Self.manifest(release.facts, release.program.identity).pretty, to: "manifest.json")
    try folder.copy(release.stripped, to: Self.program, mode: 0o755)
    try Archive.zip(folder, ["manifest.json", Self.program], to: release.output.appending(path: fileName))
  }

  private static let program = "server/\(Facts.name)"

  /// The manifest.
  ///
  /// A field that a person leaves empty arrives as an empty variable, which counts as not set. Secrets are never arguments: every
  /// user of a machine can read those.
  static func manifest(_ facts: Facts, _ identity: ServerIdentity) -> JSONValue {
    let variables = Facts.offeredSettings.map { offered in
      (offered.setting.variable, JSONValue.string("${user_config.\(key(offered.setting))}"))
    }
    return [
      "manifest_version": "0.3", "name": .string(Facts.name), "display_name": .string(Facts.title),
      "version": .string(facts.version.description), "description": .string(Facts.description),
      "long_description": .string(Facts.longDescription.joined(separator: "\n\n")),
      "author": ["name": .string(Facts.author), "email": .string(Facts.mail), "url": .string(Facts.homepage)],
      "homepage": .string(Facts.homepage),
      "server": [
        "type": "binary", "entry_point": .string(program),
        "mcp_config": [
          "command": .string("${__dirname}/\(program)"), "args": ["stdio"], "env": .object(JSONObject(variables)),
        ],
      ],
      // They come of the document that is served.
      "tools_generated": true, "prompts_generated": true,
      "keywords": .array(Facts.keywords.map(JSONValue.string)),
      "compatibility": ["platforms": ["linux"]],
      "user_config": .object(JSONObject(Facts.offeredSettings.map { (key($0.setting), field($0.setting, $0.title)) })),
    ]
  }

  private static func key(_ setting: Setting) -> String { setting.rawValue.replacing("-", with: "_") }

  private static func field(_ setting: Setting, _ title: String) -> JSONValue {
    let type =
      switch setting.kind {
      case .flag: "boolean"
      case .path: "file"
      case .number: "number"
      case .text, .texts, .paths, .pathOrURL: "string"
      }
    let standard = setting.defaultText.map { " Default: \($0)." } ?? ""
    var field: JSONObject = [
      "type": .string(type), "title": .string(title), "description": .string(setting.summary + standard),
      "required": false,
    ]
    if setting == .token { field.append("sensitive", true) }
    if setting.kind == .flag { field.append("default", false) }
    return .object(field)
  }
}
