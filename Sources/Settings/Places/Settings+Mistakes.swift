package import APITools
import JSON
package import OpenAPI

/// Finds settings that name missing parts of the document: a rule meant for safety would have no effect.
extension Settings {
  /// The rules and servers that match nothing in the document, each with the place where it was set.
  package func mistakes(about served: ServedDocument) -> [SettingsError] {
    let rules = served.unmatchedRules.filter(\.isMistaken).map { SettingsError(origin(of: $0), $0.reason) }
    return rules + unknownServers(of: served.document)
  }

  /// Notes on correct rules without any effect.
  package func notes(on served: ServedDocument) -> [Diagnostic] {
    served.unmatchedRules.filter { !$0.isMistaken }.map { rule in
      let place = origin(of: rule).map { "\($0): " } ?? ""
      return Diagnostic(severity: .note, message: "\(place)\(rule.reason).", location: JSONPointer())
    }
  }

  private func origin(of rule: UnmatchedRule) -> SettingOrigin? {
    guard case .file(let path, let pointer)? = ruleOrigins[rule.list] else { return ruleOrigins[rule.list] }
    return .file(path: path, pointer.appending(rule.index))
  }

  private func unknownServers(of document: APIDocument) -> [SettingsError] {
    guard !servers.isEmpty else { return [] }
    let all = document.servers + document.operations.flatMap(\.servers)
    let known = Set(all.flatMap { [$0.url, $0.template] }).sorted()
    return servers.keys.sorted().filter { !known.contains($0) }.map { url in
      let hint = known.nearest(to: url).map { "; did you mean \($0)?" } ?? "; it has \(Self.listed(known))"
      return SettingsError(
        .file(path: configFile ?? "", JSONPointer(place + ["servers", url])),
        "the document has no such server\(hint)"
      )
    }
  }

  private static func listed(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    return names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
  }
}
