import Foundation
import JSON
import Settings

/// The entry for the MCP registry, server.json (schema 2025-12-11).
struct RegistryEntry {
  let release: Release

  /// Writes it; packages are those that have a public place.
  ///
  /// - Returns: The reason why nothing is written; `nil` if it is.
  func write() throws -> String? {
    let packages = try packages()
    guard !packages.isEmpty else { return "no artefact has a public place: give --base-url or --image-name" }
    let entry = Self.entry(release.facts, release.program.identity, packages: packages)
    try Data(entry.pretty.utf8).write(to: release.output.appending(path: "server.json"))
    return nil
  }

  /// The entry; its words are those of the server card.
  static func entry(_ facts: Facts, _ identity: ServerIdentity, packages: [JSONValue]) -> JSONValue {
    [
      "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      "name": .string(Facts.registryName), "title": .string(identity.title),
      "description": .string(String(identity.description.prefix(100))),
      "version": .string(facts.version.description),
      "packages": .array(packages),
    ]
  }

  private func packages() throws -> [JSONValue] {
    let variables = JSONValue.array(Facts.offeredSettings.map(\.setting).map(Self.variable))
    var packages: [JSONValue] = []
    if let name = release.facts.imageName {
      packages.append([
        "registryType": "oci", "identifier": .string("\(name):\(release.facts.version)"),
        "transport": ["type": "stdio"], "environmentVariables": variables,
      ])
    }
    if let base = release.facts.baseURL {
      let name = Bundle(release: release).fileName
      guard let bundle = try? Data(contentsOf: release.output.appending(path: name)) else {
        throw PackagingError("there is no \(name) for server.json: make the part mcpb, too")
      }
      packages.append([
        "registryType": "mcpb", "identifier": .string("\(base)/\(name)"), "fileSha256": .string(Digest.sha256(bundle)),
        "transport": ["type": "stdio"], "environmentVariables": variables,
      ])
    }
    return packages
  }

  private static func variable(_ setting: Setting) -> JSONValue {
    let format =
      switch setting.kind {
      case .flag: "boolean"
      case .number: "number"
      case .path: "filepath"
      case .text, .texts, .paths, .pathOrURL: "string"
      }
    return [
      "name": .string(setting.variable), "description": .string(setting.summary), "format": .string(format),
      "isRequired": false, "isSecret": .bool(setting == .token),
    ]
  }
}
