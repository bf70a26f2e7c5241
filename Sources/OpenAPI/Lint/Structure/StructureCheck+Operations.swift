import JSON

// MARK: Rules between the parts of a document

extension StructureCheck {
  private static let methods: Set<String> = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
  ]

  /// Reports duplicate parameters, path variables without a parameter or the reverse, and duplicate ids.
  mutating func checkOperations() {
    var ids: Set<String> = []
    // Paths may share an item, and what it says then.
    var known: [String: Parameters] = [:]
    for (path, declared) in root["paths"]?.object ?? [:] where !path.hasPrefix("x-") {
      let place = ["paths", path]
      let item = resolved(declared) ?? declared
      let reference = declared["$ref"]?.string
      let parameters = reference.flatMap { known[$0] } ?? parameters(of: item, at: place)
      if let reference { known[reference] = parameters }
      let shared = SharedParameters(parameters, variables: Self.variables(of: path))
      for (method, operation) in item.object ?? [:] {
        if Self.methods.contains(method) {
          check(operation, shared, &ids, at: place + [method])
        } else if method == "additionalOperations" {
          for (name, operation) in operation.object ?? [:] {
            check(operation, shared, &ids, at: place + [method, name])
          }
        }
      }
    }
  }

  private mutating func check(
    _ operation: JSONValue,
    _ shared: SharedParameters,
    _ ids: inout Set<String>,
    at place: [String]
  ) {
    // Items that refer to one another may ask for more than the reader reads.
    guard operation.object != nil, takeStep() else { return }
    let location = JSONPointer(place)
    if let id = operation["operationId"]?.string, !ids.insert(id).inserted, !isSaid(at: location, "is taken by") {
      report(
        .warning,
        "The operationId \(id.quoted) is that of an earlier operation. Give it another.",
        at: location
      )
    }
    let own = parameters(of: operation, at: place)
    guard own.isWhole, shared.isWhole else { return }
    let declared = own.inPath.count { shared.undeclared.contains($0) }
    let unknown = own.inPath.filter { !shared.variables.contains($0) && !shared.inPath.contains($0) }
    let (undeclared, stray) = (shared.undeclared.count - declared, shared.unknownCount + unknown.count)
    let count = (undeclared > 0 ? 1 : 0) + (stray > 0 ? 1 : 0)
    guard count > 0 else { return }
    // Where there is no room for them, nothing is done once more for each operation: a path may be long.
    guard !isFull else { return skip(count) }
    // The reader reports all of them, or none.
    guard !isSaid(at: location, "variable \""), !isSaid(at: location, "variables \"") else { return }
    if undeclared > 0 {
      let names = NameList(first: shared.undeclaredInOrder.lazy.filter { !own.inPath.contains($0) }, of: undeclared)
      report(.warning, DocumentReader.message(undeclared: names), at: location)
    }
    if stray > 0 {
      let names = NameList(first: (shared.firstUnknown + unknown).sorted(), of: stray)
      report(.warning, DocumentReader.message(strayParameters: names), at: location)
    }
  }

  /// The path parameters in a list of parameters.
  private struct Parameters {
    var inPath: Set<String> = []
    /// The same in the order in which sentences list them.
    var inPathInOrder: [String] = []
    /// Whether all references in it were resolved.
    var isWhole = true
  }

  /// The parameters of a path item beside the variables of its path, compared once for all of its operations.
  private struct SharedParameters {
    let variables: Set<String>
    /// The variables of the path that are no parameters of its item.
    let undeclared: Set<String>
    let undeclaredInOrder: [String]
    let inPath: Set<String>
    /// The number of parameters of the item that are no variables of the path.
    let unknownCount: Int
    /// As many of them as a sentence lists.
    let firstUnknown: [String]
    let isWhole: Bool

    init(_ parameters: Parameters, variables: Set<String>) {
      self.variables = variables
      undeclared = variables.subtracting(parameters.inPath)
      undeclaredInOrder = undeclared.sorted()
      // Many paths may share many parameters: nothing goes through all of them for each path.
      inPath = parameters.inPath
      unknownCount = inPath.count - variables.count { parameters.inPath.contains($0) }
      firstUnknown = Array(parameters.inPathInOrder.lazy.filter { !variables.contains($0) }.prefix(NameList.listed))
      isWhole = parameters.isWhole
    }
  }

  private mutating func parameters(of owner: JSONValue, at place: [String]) -> Parameters {
    var result = Parameters()
    var seen: Set<[String]> = []
    for (index, element) in (owner["parameters"]?.array ?? []).enumerated() {
      guard takeStep(), let parameter = resolved(element) else {
        result.isWhole = false
        continue
      }
      guard let name = parameter["name"]?.string, let location = parameter["in"]?.string else { continue }
      if location == "path" { result.inPath.insert(name) }
      guard !seen.insert([location, name]).inserted else { continue }
      let message = "The parameter \(name.quoted) in \(location.prefix(20)) is declared twice. Remove one."
      report(.warning, message, at: JSONPointer(place + ["parameters", String(index)]))
    }
    result.inPathInOrder = result.inPath.sorted()
    return result
  }

  /// The value, or the target of its reference within the document; `nil` if the target is elsewhere.
  private mutating func resolved(_ value: JSONValue) -> JSONValue? {
    var value = value
    for _ in 0..<32 {
      guard let text = value["$ref"]?.string else { return value }
      guard let target = values.target(of: text) else { return nil }
      value = target
    }
    return nil
  }

  /// The names of a path's variables.
  private static func variables(of path: String) -> Set<String> {
    var names: Set<String> = []
    for part in path.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: "}"), end > part.startIndex else { continue }
      names.insert(String(part[..<end]))
    }
    return names
  }

  /// Reports tags with the same name, and tags whose parents form a cycle (OpenAPI 3.2.0, 4.22).
  mutating func checkTags() {
    var parents: [String: String] = [:]
    var names: Set<String> = []
    for (index, tag) in (root["tags"]?.array ?? []).enumerated() {
      guard let name = tag["name"]?.string else { continue }
      if !names.insert(name).inserted {
        report(
          .warning,
          "The tag \(name.quoted) is declared twice. Remove one.",
          at: JSONPointer(["tags", String(index)])
        )
      }
      parents[name] = document.version >= .v3_2 ? tag["parent"]?.string : nil
    }
    // Each tag is visited once: a walk ends at a tag visited before.
    var passed: [String: Int] = [:]
    for (number, name) in parents.keys.sorted().enumerated() {
      var current = name
      while passed[current] == nil, let parent = parents[current] {
        passed[current] = number
        current = parent
      }
      guard passed[current] == number else { continue }
      report(
        .warning,
        "The tag \(current.quoted) is under itself. Correct its parent.",
        at: JSONPointer(["tags"])
      )
    }
  }
}
