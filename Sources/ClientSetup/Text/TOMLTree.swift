import JSON

/// The tables of a TOML document, built in time linear in their keys.
struct TOMLTree {
  private enum Content {
    case table
    /// An array of tables, as indices of nodes.
    case tables([Int])
    case value(JSONValue)
  }

  private struct Node {
    var content: Content
    /// Whether a header has named the table.
    var isNamed = false
    /// Whether a key with several names has made the table, or added to it: a header must not.
    var isDotted = false
    var members: [String: Int] = [:]
    var names: [String] = []
  }

  /// The index of the root table.
  static let root = 0

  private var nodes = [Node(content: .table)]

  init() {}

  /// Opens the table of a header.
  ///
  /// - Returns: Its index; `nil` if it exists already, or if its place is taken by something else.
  mutating func open(_ path: [String], isArray: Bool) -> Int? {
    guard let parent = table(at: path.dropLast(), in: Self.root), let name = path.last else { return nil }
    guard let index = nodes[parent].members[name] else {
      let table = add(.table, named: isArray ? nil : name, in: parent)
      nodes[table].isNamed = true
      if isArray { _ = add(.tables([table]), named: name, in: parent) }
      return table
    }
    switch nodes[index].content {
    case .table where !isArray && !nodes[index].isNamed && !nodes[index].isDotted:
      nodes[index].isNamed = true
      return index
    case .tables(var tables) where isArray:
      let table = add(.table, named: nil, in: parent)
      // The only reference to the list, so that it is not copied for each element.
      nodes[index].content = .table
      tables.append(table)
      nodes[index].content = .tables(tables)
      return table
    default: return nil
    }
  }

  /// Adds a value at a key of a table.
  ///
  /// - Returns: `false` if the key exists, or if something else than a table is on the way, or one of a header.
  mutating func add(_ value: JSONValue, at key: [String], in table: Int) -> Bool {
    guard let parent = self.table(at: key.dropLast(), in: table, isDotted: true), let name = key.last,
      nodes[parent].members[name] == nil
    else { return false }
    _ = add(.value(value), named: name, in: parent)
    return true
  }

  /// The table at a path, made where it is missing; the last one of an array.
  ///
  /// The path of a key, if said, leads to no table of a header (TOML 1.0, "Table").
  private mutating func table(at path: ArraySlice<String>, in start: Int, isDotted: Bool = false) -> Int? {
    var index = start
    for name in path {
      let next = nodes[index].members[name] ?? add(.table, named: name, in: index)
      switch nodes[next].content {
      case .table where !isDotted || !nodes[next].isNamed: index = next
      case .tables(let tables) where !isDotted: index = tables.last ?? next
      default: return nil
      }
      if isDotted { nodes[index].isDotted = true }
    }
    return index
  }

  private mutating func add(_ content: Content, named name: String?, in parent: Int) -> Int {
    nodes.append(Node(content: content))
    guard let name else { return nodes.count - 1 }
    nodes[parent].members[name] = nodes.count - 1
    nodes[parent].names.append(name)
    return nodes.count - 1
  }

  /// The document as one value.
  var value: JSONValue { value(of: Self.root) }

  /// It recurses once for each name of a path, of which there are at most ``TOMLScanner/maximumPath``.
  private func value(of index: Int) -> JSONValue {
    switch nodes[index].content {
    case .value(let value): return value
    case .tables(let tables): return .array(tables.map(value))
    case .table:
      let members = nodes[index].names.compactMap { name in
        nodes[index].members[name].map { (name, value(of: $0)) }
      }
      return .object(JSONObject(members))
    }
  }
}
