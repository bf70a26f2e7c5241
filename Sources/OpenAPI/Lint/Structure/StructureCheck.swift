import JSON

/// Checks a document against the forms that the specification gives its objects, and the rules between them.
///
/// Covers all parts, served or not, in a loop that visits each value once.
package struct StructureCheck {
  /// The most findings reported for a document.
  static let maximum = 10_000

  let document: APIDocument
  let root: JSONValue
  let forms: ObjectForms
  private(set) var found: [Diagnostic] = []
  /// The number of findings beyond that limit.
  private var surplus = 0
  /// The number of operations and parameters that may still be examined, each again where path items share it.
  private var steps = DocumentReader.Limit.parts
  /// The messages of the reader, by position.
  private let said: [JSONPointer: [String]]
  /// The positions visited, each with the number of its parent and its name there.
  private var places: [(above: Int, name: String)] = [(-1, "")]
  var pending: [(value: JSONValue, form: ValueForm, place: Int)] = []
  var values: ValueCheck

  /// The structural faults of a document, except those that the reader has already reported.
  package static func diagnostics(of document: APIDocument) -> [Diagnostic] {
    var check = StructureCheck(document)
    check.run()
    check.checkOperations()
    check.checkTags()
    if check.surplus > 0 {
      let message =
        "\(check.surplus) more parts have not the form that the specification wants. Correct what is said first."
      check.found.append(Diagnostic(severity: .warning, message: message, location: JSONPointer()))
    }
    return check.found
  }

  private init(_ document: APIDocument) {
    self.document = document
    root = document.written
    forms = ObjectForms(document.version)
    values = ValueCheck(root: document.written, version: document.version)
    let own = document.diagnostics.filter { $0.source == .document }
    said = Dictionary(grouping: own, by: \.location).mapValues { $0.map(\.message) }
  }

  private mutating func run() {
    pending.append((root, .object(.document), 0))
    while let (value, form, place) = pending.popLast() { check(value, form, at: place) }
  }

  // MARK: Places

  /// Adds a position below another, and returns its number.
  mutating func place(_ name: String, below above: Int) -> Int {
    places.append((above, name))
    return places.count - 1
  }

  /// The pointer of a position.
  func pointer(_ place: Int) -> JSONPointer {
    var tokens: [String] = []
    var place = place
    while place > 0 {
      tokens.append(places[place].name)
      place = places[place].above
    }
    return JSONPointer(tokens.reversed())
  }

  // MARK: Findings

  mutating func report(
    _ severity: Diagnostic.Severity,
    _ message: @autoclosure () -> String,
    at place: Int,
    _ names: String...
  ) {
    if isCounted() { append(severity, message(), JSONPointer(pointer(place).tokens + names)) }
  }

  mutating func report(
    _ severity: Diagnostic.Severity,
    _ message: @autoclosure () -> String,
    at location: JSONPointer
  ) {
    if isCounted() { append(severity, message(), location) }
  }

  /// Whether the limit of findings is reached, so that no message needs to be composed.
  var isFull: Bool { found.count >= Self.maximum }

  /// Counts findings beyond the limit.
  mutating func skip(_ count: Int) { surplus += count }

  /// Counts an operation or a parameter; `false` if enough have been examined.
  mutating func takeStep() -> Bool {
    steps -= 1
    return steps > 0
  }

  /// Whether there is room for one more finding; counts those beyond the limit.
  private mutating func isCounted() -> Bool {
    guard isFull else { return true }
    surplus += 1
    return false
  }

  private mutating func append(_ severity: Diagnostic.Severity, _ message: String, _ location: JSONPointer) {
    found.append(Diagnostic(severity: severity, message: message, location: location))
  }

  /// Whether the reader has reported something at a position, with a given word in its message.
  func isSaid(at location: JSONPointer, _ word: String = "") -> Bool {
    said[location]?.contains { word.isEmpty || $0.contains(word) } ?? false
  }

  /// Reports a value of the wrong type, unless the reader has reported it.
  mutating func report(_ value: JSONValue, isNot form: String, at place: Int) {
    let location = pointer(place)
    guard !isSaid(at: location) else { return }
    report(.warning, "This is \(Self.article(value.typeName)), not \(form). Correct it.", at: location)
  }

  static func article(_ name: String) -> String {
    switch name.first {
    case "a", "e", "i", "o", "O", "E", "I": "an \(name)"
    default: name == "null" ? name : "a \(name)"
    }
  }
}
