import JSON
import OpenAPI

/// Moves schemas that occur in several places of another one into its `$defs`.
///
/// Each distinct schema is recorded once, with the number of its occurrences in other recorded ones, so the work is
/// linear in the size of the schema. Annotations of a single place, such as a description, stay beside the reference.
struct SharedSchemas {
  /// The shortest JSON text, in bytes, for which a definition pays: shorter schemas read better in place.
  private static let minimumSize = 300
  /// The approximate size of a reference, in bytes.
  private static let referenceSize = 40
  /// Keywords that may differ between places.
  private static let annotations: Set<String> = [
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
  ]

  /// A schema as its parts, with subschemas as numbers.
  private struct Shape: Hashable {
    enum Part: Hashable {
      case value(JSONValue)
      case one(Int)
      case list([Int])
      case map([String], [Int])
      /// The schema to which all other members are annotations.
      case core(Int)
      /// A schema that is not an object.
      case literal(JSONValue)

      var schemas: [Int] {
        switch self {
        case .value, .literal: []
        case .one(let schema), .core(let schema): [schema]
        case .list(let schemas), .map(_, let schemas): schemas
        }
      }
    }

    var names: [String] = []
    var parts: [Part] = []
  }

  private struct Known {
    let shape: Shape
    /// The name of the first property with this schema.
    let hint: String
    var uses = 0
    var isShared = false
    var definition: String?
  }

  private let splitsAnnotations: Bool
  private var known: [Known] = []
  private var numbers: [Shape: Int] = [:]
  private var names: ArgumentNames
  private var pending: [Int] = []

  private init(splitsAnnotations: Bool, names: [String]) {
    self.splitsAnnotations = splitsAnnotations
    self.names = ArgumentNames()
    for name in names { _ = self.names.take(name, place: name) }
  }

  /// The same schema, with repeated parts as definitions.
  ///
  /// - Parameters:
  ///   - root: A schema whose references lead to its `$defs`.
  ///   - splitsAnnotations: Whether a description may stand beside a reference.
  /// - Returns: A schema that accepts the same values.
  static func applied(to root: JSONObject, splitsAnnotations: Bool = true) -> JSONObject {
    let definitions = root["$defs"]?.object ?? [:]
    var body = root
    body["$defs"] = nil
    var shared = SharedSchemas(splitsAnnotations: splitsAnnotations, names: definitions.names)
    let start = shared.shape(of: body, hint: "")
    let others = definitions.members.map { ($0.name, shared.shape(of: $0.value.object ?? [:], hint: $0.name)) }
    for part in ([start] + others.map(\.1)).flatMap(\.parts).flatMap(\.schemas) { shared.known[part].uses += 1 }
    guard shared.choose() else { return root }
    var result = shared.written(start)
    var written = JSONObject()
    for (member, (name, shape)) in zip(definitions.members, others) {
      written.append(name, member.value.object == nil ? member.value : .object(shared.written(shape)))
    }
    while let next = shared.pending.popLast() {
      let schema = shared.written(shared.known[next].shape)
      written.append(shared.known[next].definition ?? "", .object(schema))
    }
    result.append("$defs", .object(written))
    return result
  }

  // MARK: Recording

  private mutating func number(of schema: JSONValue, hint: String) -> Int {
    guard let object = schema.object else {
      return number(of: Shape(names: [""], parts: [.literal(schema)]), hint: hint)
    }
    guard splitsAnnotations, object.contains(where: { Self.annotations.contains($0.name) }) else {
      return number(of: shape(of: object, hint: hint), hint: hint)
    }
    let core = JSONObject(object.members.filter { !Self.annotations.contains($0.name) })
    var shape = Shape(names: [""], parts: [.core(number(of: self.shape(of: core, hint: hint), hint: hint))])
    for (name, value) in object where Self.annotations.contains(name) {
      shape.names.append(name)
      shape.parts.append(.value(value))
    }
    return number(of: shape, hint: hint)
  }

  private mutating func number(of shape: Shape, hint: String) -> Int {
    if let number = numbers[shape] { return number }
    for part in shape.parts.flatMap(\.schemas) { known[part].uses += 1 }
    let number = known.count
    known.append(Known(shape: shape, hint: hint))
    numbers[shape] = number
    return number
  }

  private mutating func shape(of schema: JSONObject, hint: String) -> Shape {
    var shape = Shape()
    for (keyword, value) in schema {
      shape.names.append(keyword)
      shape.parts.append(part(value, of: keyword, hint: hint))
    }
    return shape
  }

  private mutating func part(_ value: JSONValue, of keyword: String, hint: String) -> Shape.Part {
    switch (SchemaTransform.holding(keyword), value) {
    case (.one, _): return .one(number(of: value, hint: hint))
    case (.list, .array(let schemas)):
      var numbers: [Int] = []
      for schema in schemas { numbers.append(number(of: schema, hint: hint)) }
      return .list(numbers)
    case (.map, .object(let schemas)):
      var numbers: [Int] = []
      for (name, schema) in schemas { numbers.append(number(of: schema, hint: name)) }
      return .map(schemas.names, numbers)
    default: return .value(value)
    }
  }

  // MARK: Writing

  /// Chooses the schemas that become definitions; `false` if there are none.
  ///
  /// Parts have lower numbers than their schema, whose size counts only parts that stay in it.
  private mutating func choose() -> Bool {
    var sizes: [Int] = []
    var hasShared = false
    for (number, entry) in known.enumerated() {
      var size = 2
      for (name, part) in zip(entry.shape.names, entry.shape.parts) {
        size += name.utf8.count + 4
        switch part {
        case .value(let value), .literal(let value): size += value.json.count
        case .map(let names, _): size += names.reduce(0) { $0 + $1.utf8.count + 4 }
        default: break
        }
        for schema in part.schemas { size += known[schema].isShared ? Self.referenceSize : sizes[schema] }
      }
      sizes.append(size)
      guard entry.uses > 1, size >= Self.minimumSize else { continue }
      known[number].isShared = true
      hasShared = true
    }
    return hasShared
  }

  private mutating func schema(_ number: Int) -> JSONValue {
    guard known[number].isShared else {
      let shape = known[number].shape
      if case .literal(let value)? = shape.parts.first { return value }
      return .object(written(shape))
    }
    let name: String
    if let known = known[number].definition {
      name = known
    } else {
      name = names.take(known[number].hint.isEmpty ? "schema" : known[number].hint, place: "schema")
      known[number].definition = name
      pending.append(number)
    }
    return ["$ref": .string("#/$defs/\(name)")]
  }

  private mutating func written(_ shape: Shape) -> JSONObject {
    var result = JSONObject()
    for (name, part) in zip(shape.names, shape.parts) {
      switch part {
      case .value(let value), .literal(let value): result.append(name, value)
      case .one(let number): result.append(name, schema(number))
      case .list(let numbers):
        var schemas: [JSONValue] = []
        for number in numbers { schemas.append(schema(number)) }
        result.append(name, .array(schemas))
      case .map(let names, let numbers):
        var schemas = JSONObject()
        for (name, number) in zip(names, numbers) { schemas.append(name, schema(number)) }
        result.append(name, .object(schemas))
      case .core(let number):
        for member in schema(number).object ?? [:] { result.append(member.name, member.value) }
      }
    }
    return result
  }
}
