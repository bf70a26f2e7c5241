package import JSON

/// What is known of a value before one of its schemas is looked at.
///
/// Small and of few kinds, since each reference is followed once for each context: the subjects of what is around a
/// field are a set of bits, those of the operation end a few objects below its root, and those of an object around the
/// nearest one reach no further.
package struct SecretContext: Hashable, Sendable {
  /// The name of the nearest property or parameter; arrays give theirs to their elements.
  var name: String?
  /// Whether it is said to be secret, or not to be.
  var said: Bool?
  /// The subjects of the object that the value is a member of.
  var surroundings: Surroundings = []
  /// The subjects of the object around that one.
  var outer: Surroundings = []
  /// The subjects of the operation; none far below its root.
  var operation: Surroundings = []
  /// The number of objects around the value, as far as it counts.
  private(set) var depth: UInt8 = 0
  /// The subjects of the component schemas that led to this schema of the value.
  var schemas: Surroundings = []
  /// What the name, and a description beside a reference or alternatives, say of the value.
  var judgement: Judgement = .open
  let role: Secrecy.Role

  /// The context of a whole body.
  package init(operation: OperationSubjects = .none, role: Secrecy.Role) {
    self.init(name: nil, operation: operation, role: role)
  }

  /// The context of one of the parameters of an operation.
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

  /// The deepest objects in which the subject of the operation still is that of a member: `data.api_keys[].key`.
  private static let maximumDepth: UInt8 = 3

  /// The context of the schemas that hold for the same value.
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

  /// Leaves out what is around the value, and perhaps the schemas that led to it.
  mutating func forgetSurroundings(andSchemas: Bool) {
    surroundings = []
    outer = []
    operation = []
    depth = 0
    if andSchemas { schemas = [] }
  }

  /// The same value by way of a component schema.
  package func through(schema name: String?) -> SecretContext {
    guard let name else { return self }
    var context = self
    // What stands before the last dot is a package, and no subject.
    let last = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...] } ?? name[...]
    context.schemas.formUnion(Surroundings(holder: NameWords.of(String(last))))
    return context
  }

  /// Whether a schema says anything of members.
  static func isOfMembers(_ schema: JSONObject) -> Bool {
    schema.contains("properties") || schema.contains("additionalProperties") || schema.contains("patternProperties")
      || schema.contains("unevaluatedProperties")
  }

  /// The context of the members of the value, which one of its schemas names.
  package func members(_ schema: JSONObject) -> SecretContext {
    let through = through(schema: schema["x-mcp"]?["schema"]?.string)
    let names = schema["properties"]?.object?.members.lazy.map { NameWords.of($0.name) }
    return through.member(siblings: names.map { Surroundings(members: $0) } ?? [])
  }

  /// The context of a member that no schema names, beside others of these names.
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

  /// The context of the member of a name.
  package func named(_ name: String?) -> SecretContext {
    var context = self
    context.name = name
    return context
  }
}

/// The subjects of an operation: what its path, its name and its summary are about.
package struct OperationSubjects: Hashable, Sendable {
  let subjects: Surroundings

  package static let none = OperationSubjects(subjects: [])

  private init(subjects: Surroundings) { self.subjects = subjects }

  package init(_ operation: Operation) {
    self.init(path: operation.path, names: [operation.operationID, operation.title])
  }

  /// The subjects of an operation that is known by a path and by names.
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

/// The subjects that the parameters of an operation tell of each other, found once for all of them.
package struct ParameterSubjects: Sendable, ExpressibleByArrayLiteral {
  let subjects: Surroundings

  /// Takes the names of all parameters.
  package init(_ names: [String]) { subjects = Surroundings(parameters: names) }

  package init(arrayLiteral names: String...) { self.init(names) }
}
