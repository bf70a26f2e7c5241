import JSON

extension Lint {
  /// Reports components without any reference to them.
  mutating func checkUse() {
    guard let components = document.root["components"]?.object else { return }
    let references = References(in: document.root)
    for (kind, members) in components where !kind.hasPrefix("x-") {
      for (name, _) in members.object ?? [:] {
        let isUsed =
          kind == "securitySchemes"
          ? references.schemes.contains(name) : references.targets.contains(JSONPointer(["components", kind, name]))
        guard !isUsed else { continue }
        report(.note, "Nothing refers to \"\(name)\" of components/\(kind).", at: ["components", kind, name])
      }
    }
  }

  /// The references in a document.
  private struct References {
    /// The components that are referred to from outside themselves.
    private(set) var targets: Set<JSONPointer> = []
    /// The names of the security schemes in use.
    private(set) var schemes: Set<String> = []

    init(in root: JSONValue) {
      for (name, value) in root.object ?? [:] where name != "components" { look(through: value, at: []) }
      for (kind, members) in root["components"]?.object ?? [:] {
        for (name, value) in members.object ?? [:] { look(through: value, at: ["components", kind, name]) }
      }
      for requirement in root["security"]?.array ?? [] { schemes.formUnion(requirement.object?.names ?? []) }
    }

    private mutating func look(through value: JSONValue, at component: [String]) {
      var pending = [value]
      while let value = pending.popLast() {
        switch value {
        case .array(let elements): pending += elements
        case .object(let object):
          for (name, value) in object { see(name, value, at: component, &pending) }
        default: break
        }
      }
    }

    private mutating func see(_ name: String, _ value: JSONValue, at component: [String], _ pending: inout [JSONValue])
    {
      switch (name, value) {
      case ("$ref", .string(let text)), ("$dynamicRef", .string(let text)): refer(to: text, at: component)
      case ("mapping", .object(let mapping)):
        for (_, value) in mapping {
          guard let text = value.string else { continue }
          refer(to: text, at: component)
          refer(to: Reference.text(schemaName: text), at: component)
        }
      case ("security", .array(let requirements)):
        for requirement in requirements { schemes.formUnion(requirement.object?.names ?? []) }
        pending.append(value)
      default: pending.append(value)
      }
    }

    private mutating func refer(to text: String, at component: [String]) {
      guard let tokens = Reference.pointer(text)?.tokens, tokens.count >= 3, tokens[..<3] != component[...] else {
        return
      }
      targets.insert(JSONPointer(Array(tokens[..<3])))
    }
  }
}
