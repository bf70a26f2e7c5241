import JSON

extension Lint {
  /// Reports operations without an id, whose tools are named after the path.
  mutating func checkIDs() {
    // The reader has already reported ids that an earlier operation has.
    let taken = Set(document.diagnostics.filter { $0.message.contains("is taken by") }.map(\.location))
    for operation in document.operations where operation.operationID == nil && operation.mcp.name == nil {
      guard !taken.contains(operation.location) else { continue }
      let message = "\(operation.request) has no operationId of its own, so its path names the tool. Give it one."
      report(.note, message, about: operation)
    }
  }

  /// Reports tags of operations that the document does not declare, each once.
  mutating func checkTags() {
    guard !document.tags.isEmpty else { return }
    let declared = Set(document.tags.map(\.name))
    var known = declared
    for operation in document.operations {
      for tag in operation.tags where known.insert(tag).inserted {
        let message = "The tag \"\(tag)\" of \(operation.request) is not declared. Add it to \"tags\", or correct it."
        report(.note, message, about: operation)
      }
    }
    for tag in document.tags {
      guard let parent = tag.parent, !declared.contains(parent) else { continue }
      report(.warning, "The tag \"\(tag.name)\" is under \"\(parent)\", which is not declared.", at: ["tags"])
    }
  }

  /// The most scopes that a message names, because all operations share those of the document.
  private static let namedScopes = 5

  /// Reports scopes for schemes without any (OpenAPI 3.0.4, 4.8.30.1; since 3.1 they may be names of roles).
  mutating func checkScopes() {
    guard document.version == .v2_0 || document.version == .v3_0 else { return }
    for operation in document.operations {
      for scheme in operation.security.flatMap(\.schemes) where !scheme.scopes.isEmpty {
        switch scheme.scheme.kind {
        case .oauth2, .openIDConnect, .other: continue
        case .http, .apiKey, .mutualTLS: break
        }
        let scopes = scheme.scopes.prefix(Self.namedScopes).joined(separator: ", ")
        let message =
          "\(operation.request) asks for the scope \(scopes) of \"\(scheme.scheme.name)\", a scheme that has no scopes. "
          + "Leave the list empty."
        report(.warning, message, about: operation)
      }
    }
  }

  /// Reports paths with a query or fragment in their key (OpenAPI 3.1.1, 4.8.8.1).
  mutating func checkKeys() {
    for operation in document.operations {
      let key = PathKey(operation.path)
      if key.query != nil {
        let message = "\(operation.request) has a query in its path (?), which every call sends. Declare parameters."
        report(.note, message, about: operation)
      }
      if key.hasFragment {
        let message = "\(operation.request) has a fragment in its path (#): no request carries one, so it is left out."
        report(.note, message, about: operation)
      }
    }
  }

  /// Reports parameters that are taken for a credential by name and frequency, each name once.
  mutating func checkCarriers() {
    var told: Set<[String]> = []
    for operation in document.operations {
      for carrier in operation.carriers where carrier.isGuess {
        guard told.insert([carrier.scheme, carrier.name]).inserted else { continue }
        let message =
          "The parameter \"\(carrier.name)\" of \(operation.request) and others is taken for the credential of "
          + "\(carrier.scheme), so it is no argument. Say x-mcp: {credential: false} on it if it is one."
        report(.note, message, about: operation)
      }
    }
  }

  /// Words at the end of a path that name a representation, not a resource that can be deleted.
  private static let views: Set<String> = ["download", "export", "preview", "thumbnail", "raw"]

  /// Reports operations that probably have the wrong path, and paths that match the same requests.
  mutating func checkPaths() {
    let methods = Dictionary(grouping: document.operations, by: \.path).mapValues { Set($0.map(\.method)) }
    for operation in document.operations where operation.method == "DELETE" {
      let parts = operation.path.split(separator: "/")
      guard let view = parts.last, Self.views.contains(view.lowercased()),
        methods[operation.path]?.contains("GET") == true
      else { continue }
      let parent = "/" + parts.dropLast().joined(separator: "/")
      guard methods[parent]?.contains("DELETE") != true else { continue }
      let message =
        "\(operation.request) is probably meant to stand at \(parent): what is removed is the thing itself, not its "
        + "\(view). Move it there, or say in an overlay that it is right."
      report(.warning, message, about: operation)
    }
    var shapes: [String: String] = [:]
    for operation in document.operations {
      let shape = "\(operation.method) \(Self.shape(of: operation.path))"
      guard let other = shapes.updateValue(operation.path, forKey: shape), other != operation.path else { continue }
      let message = "\(operation.request) cannot be told apart from \(other): only the names of variables differ."
      report(.warning, message, about: operation)
    }
  }

  /// The path without the names of its variables.
  private static func shape(of path: String) -> String {
    var shape = ""
    var isInside = false
    for character in path {
      if character == "}" { isInside = false }
      if !isInside { shape.append(character) }
      if character == "{" { isInside = true }
    }
    return shape
  }
}
