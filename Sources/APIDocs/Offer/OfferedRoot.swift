import JSON
import OpenAPI

/// The text of a document without the operations that are not offered, and without what only they refer to.
struct OfferedRoot {
  private let root: JSONValue
  private let offered: Set<String>
  private let operations: [Operation]

  /// The members of a path item that are operations (OpenAPI 3.2.0, 4.9).
  private static let methods: Set<String> = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
  ]

  init(_ root: JSONValue, _ operations: [Operation]) {
    self.root = root
    self.operations = operations
    offered = Set(operations.map { "\($0.method) \($0.path)" })
  }

  /// Whether every operation of the document is offered.
  var isWhole: Bool {
    (root["paths"]?.object ?? [:]).members.allSatisfy { path, item in
      operationNames(resolved(item)).allSatisfy { offered.contains("\($0) \(path)") }
    }
  }

  /// The pruned document; `nil` if nothing is to be left out.
  var pruned: JSONValue? {
    guard !isWhole, case .object(var object) = root else { return nil }
    var paths: [JSONObject.Member] = []
    for (path, item) in root["paths"]?.object ?? [:] {
      if path.hasPrefix("x-") {
        paths.append((path, item))
      } else if let kept = kept(item, at: path) {
        paths.append((path, kept))
      }
    }
    object["paths"] = .object(JSONObject(paths))
    // What the backend may send by itself is no tool.
    object["webhooks"] = nil
    if let tags = object["tags"]?.array {
      let used = Set(operations.flatMap(\.tags))
      object["tags"] = .array(tags.filter { $0["name"]?.string.map(used.contains) ?? true })
    }
    if let components = object["components"]?.object {
      object["components"] = nil
      object["components"] = kept(components, referredFrom: .object(object))
    }
    return .object(object)
  }

  private func kept(_ item: JSONValue, at path: String) -> JSONValue? {
    guard case .object(let object) = resolved(item) else { return nil }
    let names = operationNames(.object(object)).filter { offered.contains("\($0) \(path)") }
    guard !names.isEmpty || object.contains("$ref") && operations.contains(where: { $0.path == path }) else {
      return nil
    }
    var members: [JSONObject.Member] = []
    for (name, value) in object {
      if Self.methods.contains(name) {
        if names.contains(name.uppercased()) { members.append((name, value)) }
      } else if name == "additionalOperations", let others = value.object {
        let kept = others.members.filter { names.contains($0.name) }
        if !kept.isEmpty { members.append((name, .object(JSONObject(kept)))) }
      } else {
        members.append((name, value))
      }
    }
    return .object(JSONObject(members))
  }

  /// A path item behind a reference within the document.
  private func resolved(_ item: JSONValue) -> JSONValue {
    guard let text = item["$ref"]?.string, text.hasPrefix("#/"),
      let target = JSONPointer(text: text.dropFirst()).flatMap({ root[$0] })
    else { return item }
    return target
  }

  /// The methods of a path item's operations, in upper case as requests have them.
  private func operationNames(_ item: JSONValue) -> [String] {
    let fixed = (item.object ?? [:]).names.filter(Self.methods.contains).map { $0.uppercased() }
    return fixed + (item["additionalOperations"]?.object ?? [:]).names
  }

  // MARK: Components

  /// The components that the rest of the document refers to, and those that they refer to.
  private func kept(_ components: JSONObject, referredFrom rest: JSONValue) -> JSONValue {
    var found: Set<JSONPointer> = []
    var pending = [rest]
    while let value = pending.popLast() {
      for pointer in Self.references(in: value, schemes: operations) where found.insert(pointer).inserted {
        if let target = components[pointer.tokens[0]]?[pointer.tokens[1]] { pending.append(target) }
      }
    }
    let sections = components.members.compactMap { section, value -> JSONObject.Member? in
      guard !section.hasPrefix("x-"), let object = value.object else { return (section, value) }
      let kept = object.members.filter { found.contains(JSONPointer([section, $0.name])) }
      return kept.isEmpty ? nil : (section, .object(JSONObject(kept)))
    }
    return .object(JSONObject(sections))
  }

  /// The components that a part refers to, as pointers of a section and a name.
  private static func references(in part: JSONValue, schemes operations: [Operation]) -> Set<JSONPointer> {
    var found: Set<JSONPointer> = []
    var pending = [part]
    while let value = pending.popLast() {
      switch value {
      case .array(let elements): pending += elements
      case .string(let text) where text.hasPrefix("#/components/"):
        let tokens = JSONPointer(text: text.dropFirst())?.tokens ?? []
        if tokens.count >= 3 { found.insert(JSONPointer([tokens[1], tokens[2]])) }
      case .object(let object):
        pending += object.members.map(\.value)
        for requirement in object["security"]?.array ?? [] {
          for name in requirement.object?.names ?? [] { found.insert(JSONPointer(["securitySchemes", name])) }
        }
        for (_, name) in object["discriminator"]?["mapping"]?.object ?? [:] {
          if let name = name.string { found.insert(JSONPointer(["schemas", name])) }
        }
      default: break
      }
    }
    return found
  }
}
