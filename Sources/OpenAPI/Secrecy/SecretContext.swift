package import JSON

/// The context of a value, before one of its schemas is examined.
///
/// Small and with few distinct values, because each reference is followed once per context: subjects are sets of bits,
/// those of the operation end a few objects below its root, and those of an outer object reach only to the nearest one.
package struct SecretContext: Hashable, Sendable {
  /// The name of the nearest property or parameter; elements of arrays have that of the array.
  var name: String?
  /// The declaration that the value is secret, or is not; `nil` for none.
  var said: Bool?
  /// The subjects of the object that contains the value.
  var surroundings: Surroundings = []
  /// The subjects of the next outer object.
  var outer: Surroundings = []
  /// The subjects of the operation; empty far below its root.
  var operation: Surroundings = []
  /// The number of objects around the value, up to a limit.
  private(set) var depth: UInt8 = 0
  /// The subjects of the component schemas on the way to this schema of the value.
  var schemas: Surroundings = []
  /// The judgement from the name, and from a description beside a reference or alternatives.
  var judgement: Judgement = .open
  let role: Secrecy.Role

  /// The context of a whole body.
  package init(operation: OperationSubjects = .none, role: Secrecy.Role) {
    self.init(name: nil, operation: operation, role: role)
  }

  /// The context of a parameter of an operation.
  package init(parameter name: String, among others: ParameterSubjects, operation: OperationSubjects = .none) {
    self.init(name: name, operation: operation, siblings: others.subjects, role: .input)
  }

  init(
    name: String?,
    operation: OperationSubjects = .none,
    siblings: Surroundings = [],
    said: Bool? = nil,
    role: Secrecy.Role
  ) {
    self.name = name
    self.said = said
    self.role = role
    surroundings = siblings
    self.operation = operation.subjects
  }

  /// The greatest depth at which the operation's subjects still apply to a member: `data.api_keys[].key`.
  private static let maximumDepth: UInt8 = 3

  /// The context for further schemas of the same value.
  func same(_ verdict: Secrecy.Verdict, _ judgement: Judgement) -> SecretContext {
    var context = self
    context.judgement = judgement
    switch verdict {
    case .everything: context.said = true
    case .nothing: context.said = false
    case .open, .strings: break
    }
    return context
  }

  /// Drops the context around the value, and optionally the schemas on the way to it.
  mutating func forgetSurroundings(andSchemas: Bool) {
    surroundings = []
    outer = []
    operation = []
    depth = 0
    if andSchemas { schemas = [] }
  }

  /// The context of the same value, reached through a component schema.
  package func through(schema name: String?) -> SecretContext {
    guard let name else { return self }
    var context = self
    // The part before the last dot is a package, not a subject.
    let last = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...] } ?? name[...]
    context.schemas.formUnion(Surroundings(holder: NameWords.of(String(last))))
    return context
  }

  /// Whether a schema applies to members.
  static func isOfMembers(_ schema: JSONObject) -> Bool {
    schema.contains("properties") || schema.contains("additionalProperties") || schema.contains("patternProperties")
      || schema.contains("unevaluatedProperties")
  }

  /// The context of the value's members, according to one of its schemas.
  package func members(_ schema: JSONObject) -> SecretContext {
    let through = through(schema: schema["x-mcp"]?["schema"]?.string)
    let names = schema["properties"]?.object?.members.lazy.map { NameWords.of($0.name) }
    return through.member(siblings: names.map { Surroundings(members: $0) } ?? [])
  }

  /// The context of an undeclared member, next to others with the given names.
  func undeclared(_ names: [String]) -> SecretContext {
    member(siblings: Surroundings(members: names.lazy.map { NameWords.of($0) }))
  }

  private func member(siblings: Surroundings) -> SecretContext {
    var context = SecretContext(name: nil, said: said == true ? true : nil, role: role)
    let own = schemas.union(name.map { Surroundings(holder: NameWords.of($0)) } ?? [])
    context.surroundings = own.union(siblings)
    context.outer = surroundings.intersection(.inherited)
    if !operation.isEmpty, depth < Self.maximumDepth {
      context.operation = operation
      context.depth = depth + 1
    }
    return context
  }

  /// The context of the member with a name.
  package func named(_ name: String?) -> SecretContext {
    var context = self
    context.name = name
    return context
  }
}

/// The subjects of an operation, from its path, its name and its title.
package struct OperationSubjects: Hashable, Sendable {
  let subjects: Surroundings

  /// No operation: no subjects.
  package static let none = OperationSubjects(subjects: [])

  private init(subjects: Surroundings) { self.subjects = subjects }

  /// Finds the subjects of an operation.
  package init(_ operation: Operation) {
    self.init(path: operation.path, names: [operation.operationID, operation.title])
  }

  /// The subjects in a path and in names.
  init(path: String, names: [String?]) {
    var subjects: Surroundings = []
    for segment in path.split(separator: "/") where !segment.hasPrefix("{") {
      subjects.formUnion(Surroundings(words: NameWords.of(String(segment))))
    }
    for name in names {
      if let name { subjects.formUnion(Surroundings(words: NameWords.of(String(name.prefix(160))))) }
    }
    self.subjects = subjects.subtracting(
      [.reference, .hashed, .address, .paging, .card, .database, .jwk, .grants, .texts]
    )
  }
}

/// The subjects in the names of an operation's parameters, found once for all of them.
package struct ParameterSubjects: Sendable, ExpressibleByArrayLiteral {
  let subjects: Surroundings

  /// Takes the names of all parameters.
  package init(_ names: [String]) { subjects = Surroundings(parameters: names) }

  package init(arrayLiteral names: String...) { self.init(names) }
}
