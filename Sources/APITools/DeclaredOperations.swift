import JSON
import OpenAPI

/// The operations in a document, including those that cannot be read.
struct DeclaredOperations {
  private struct Declared {
    let path: String
    let method: String
    let names: [String]
    let tags: [String]
  }

  private let all: [Declared]

  /// Scans `paths` without following references.
  init(in root: JSONValue) {
    var all: [Declared] = []
    for (path, item) in root["paths"]?.object ?? [:] where !path.hasPrefix("x-") {
      for (method, operation) in item.object ?? [:] where operation.object != nil {
        let names = [operation["operationId"], operation["x-mcp"]?["name"]].compactMap { $0?.string }
        let tags = (operation["tags"]?.array ?? []).compactMap(\.string)
        all.append(Declared(path: path, method: method.uppercased(), names: names, tags: tags))
      }
    }
    self.all = all
  }

  /// Whether a rule matches any of them.
  func contains(_ rule: OperationFilter.Rule) -> Bool {
    switch rule {
    case .tag(let name): all.contains { $0.tags.contains(name) }
    case .method(let name): all.contains { $0.method == name }
    case .path(let glob): all.contains { Glob(glob).matches($0.path) }
    case .operationID(let glob): all.contains { $0.names.contains(where: Glob(glob).matches) }
    }
  }
}
