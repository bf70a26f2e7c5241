import JSON
import OpenAPI
import Operations
import Redaction

/// The names and values that a document itself states for a JSON value: at their positions they are no secrets.
///
/// Schemas are read once into a graph, each reference once, so that recursive schemas end.
struct DeclaredShape: Sendable {
  /// A step into a value.
  enum Step: Hashable {
    case member(String)
    case element(Int)
  }

  /// A position in a value, as the schemas that apply there.
  struct Place {
    fileprivate var nodes: [Int]
    /// Whether a schema names the member at the position, or the array that contains it.
    fileprivate(set) var isDeclared = false
    /// The number of elements with schemas of their own (`prefixItems`).
    fileprivate var firstElementCount = 0
  }

  private struct Node: Sendable {
    /// Further schemas that apply to the same value.
    var same: [Int] = []
    var properties: [String: Int] = [:]
    /// Names of members that are stated without a schema of their own.
    var names: Set<String> = []
    var otherMembers: [Int] = []
    var firstElements: [Int] = []
    var otherElements: [Int] = []
    /// The texts of the strings and numbers that the schema lists.
    var listed: Set<String> = []
  }

  private var nodes: [Node] = []
  private var roots: [Int] = []

  /// Reads JSON Schemas (2020-12), any of which may apply to a value; references are resolved within their own schema.
  init(_ schemas: [JSONValue]) {
    for schema in schemas {
      var reader = Reader(root: schema, nodes: nodes)
      roots.append(reader.read())
      nodes = reader.nodes
    }
  }

  /// Treats names as those of declared properties without schemas.
  init(properties names: [String]) {
    self.init([["properties": .object(JSONObject(names.map { ($0, true) }))]])
  }

  /// The position at the end of a path.
  func place(_ path: [Step]) -> Place {
    var places = Places(of: self)
    return places.place(path)
  }

  /// Finds positions, each once: a list has many elements, and a schema may have many forms.
  struct Places {
    private struct Way: Hashable {
      let from: Int
      let step: Step
    }

    private let shape: DeclaredShape
    private var known: [Place]
    private var numbers: [Way: Int] = [:]

    init(of shape: DeclaredShape) {
      self.shape = shape
      known = [shape.joined(shape.roots, isDeclared: false)]
    }

    /// The number of positions that were looked up.
    var looks: Int { known.count }

    mutating func place(_ path: [Step]) -> Place {
      var number = 0
      for step in path {
        // Elements without schemas of their own are all alike.
        let way = Way(from: number, step: shape.clamped(step, at: known[number]))
        if let next = numbers[way] {
          number = next
          continue
        }
        known.append(shape.place(behind: way.step, known[number]))
        number = known.count - 1
        numbers[way] = number
      }
      return known[number]
    }
  }

  private func place(behind step: Step, _ place: Place) -> Place {
    switch step {
    case .member(let name): member(name, of: place)
    case .element(let index): element(index, of: place)
    }
  }

  private func clamped(_ step: Step, at place: Place) -> Step {
    guard case .element(let index) = step, index > 0 else { return step }
    return .element(min(index, place.firstElementCount))
  }

  private func member(_ name: String, of place: Place) -> Place {
    var next: [Int] = []
    var isDeclared = false
    for node in place.nodes.map({ nodes[$0] }) {
      if let property = node.properties[name] {
        next.append(property)
        isDeclared = true
      } else {
        next += node.otherMembers
        if node.names.contains(name) { isDeclared = true }
      }
    }
    return joined(next, isDeclared: isDeclared)
  }

  private func joined(_ next: [Int], isDeclared: Bool) -> Place {
    let all = next.reachable { nodes[$0].same }
    let count = all.lazy.map { nodes[$0].firstElements.count }.max() ?? 0
    return Place(nodes: all, isDeclared: isDeclared, firstElementCount: count)
  }

  private func element(_ index: Int, of place: Place) -> Place {
    let next = place.nodes.map { nodes[$0] }.flatMap { node in
      index < node.firstElements.count ? [node.firstElements[index]] : node.otherElements
    }
    return joined(next, isDeclared: place.isDeclared && !next.isEmpty)
  }

  /// A location in words; secrets are redacted in steps that the document does not state.
  func name(of location: JSONPointer, without scrubber: Scrubber) -> String {
    var path: [Step] = []
    return location.tokens.map { token in
      path.append(Int(token).map(Step.element) ?? .member(token))
      return place(path).isDeclared ? token : scrubber.scrub(token)
    }
    .joined(separator: ".")
  }

  /// Whether a schema at a position lists a text (`enum` or `const`).
  func lists(_ text: String, at place: Place) -> Bool { place.nodes.contains { nodes[$0].listed.contains(text) } }

  // MARK: Reading schemas

  private struct Reader {
    let root: JSONValue
    var nodes: [Node]
    private var references: [String: Int] = [:]
    private var pending: [(schema: JSONValue, node: Int)] = []

    init(root: JSONValue, nodes: [Node]) {
      self.root = root
      self.nodes = nodes
    }

    mutating func read() -> Int {
      let first = node(root)
      // Iterative, because schemas may be deep and chains of references long.
      while let (schema, node) = pending.popLast() {
        for (keyword, value) in schema.object ?? [:] { add(keyword, value, to: node) }
      }
      return first
    }

    private mutating func node(_ schema: JSONValue) -> Int {
      nodes.append(Node())
      pending.append((schema, nodes.count - 1))
      return nodes.count - 1
    }

    private mutating func add(_ keyword: String, _ value: JSONValue, to index: Int) {
      switch keyword {
      case "$ref":
        if let target = value.string.flatMap({ reference($0) }) { nodes[index].same.append(target) }
      case "allOf", "anyOf", "oneOf": nodes[index].same += (value.array ?? []).map { node($0) }
      case "dependentSchemas": nodes[index].same += (value.object ?? [:]).members.map { node($0.value) }
      case "if", "then", "else": nodes[index].same += [node(value)]
      case "properties":
        let properties = (value.object ?? [:]).members.map { ($0.name, node($0.value)) }
        nodes[index].properties.merge(properties) { first, _ in first }
      case "patternProperties": nodes[index].otherMembers += (value.object ?? [:]).members.map { node($0.value) }
      case "additionalProperties", "unevaluatedProperties": nodes[index].otherMembers += [node(value)]
      case "prefixItems": nodes[index].firstElements += (value.array ?? []).map { node($0) }
      case "items", "unevaluatedItems", "contains": nodes[index].otherElements += [node(value)]
      case "required": nodes[index].names.formUnion((value.array ?? []).compactMap(\.string))
      case "propertyNames":
        let listed = (value["enum"]?.array ?? []) + [value["const"]].compactMap(\.self)
        nodes[index].names.formUnion(listed.compactMap(\.string))
      case "enum": for value in value.array ?? [] { list(value, at: index) }
      case "const": list(value, at: index)
      default: break
      }
    }

    private mutating func list(_ value: JSONValue, at index: Int) {
      switch value {
      case .string(let text): nodes[index].listed.insert(text)
      case .number(let number): nodes[index].listed.insert(number.text)
      default: break
      }
    }

    private mutating func reference(_ text: String) -> Int? {
      if let known = references[text] { return known }
      guard text.first == "#", let pointer = JSONPointer(text: PercentEncoding.decoded(String(text.dropFirst()))),
        let target = root[pointer]
      else { return nil }
      let index = node(target)
      references[text] = index
      return index
    }
  }
}
