import JSON

/// Compares a document with the forms that the specification gives its objects, and with the rules between them.
///
/// All parts are looked at, served or not, in a loop that visits each value once.
package struct StructureCheck {
  /// How many findings are told of a document.
  static let maximum = 10_000

  let document: APIDocument
  let root: JSONValue
  let forms: ObjectForms
  private(set) var found: [Diagnostic] = []
  /// How many findings there are beyond those that are told.
  private var surplus = 0
  /// What the reader has already said, by its place.
  private let said: [JSONPointer: [String]]
  /// The places that were visited, each by the one above it and its name there.
  private var places: [(above: Int, name: String)] = [(-1, "")]
  var pending: [(value: JSONValue, form: ValueForm, place: Int)] = []
  var values: ValueCheck

  /// What of a document has not the form that its version wants; what the reader has already said is not said again.
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
    said = Dictionary(own.map { ($0.location, [$0.message]) }) { $0 + $1 }
  }

  private mutating func run() {
    pending.append((root, .object(.document), 0))
    while let (value, form, place) = pending.popLast() { check(value, form, at: place) }
  }

  // MARK: Places

  /// The number of a place below another.
  mutating func place(_ name: String, below above: Int) -> Int {
    places.append((above, name))
    return places.count - 1
  }

  /// The way from the root to a place.
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

  /// Whether no more findings are told, for which the search for words would be in vain.
  var isFull: Bool { found.count >= Self.maximum }

  /// Whether there is room for one more; words are made only then.
  private mutating func isCounted() -> Bool {
    guard isFull else { return true }
    surplus += 1
    return false
  }

  private mutating func append(_ severity: Diagnostic.Severity, _ message: String, _ location: JSONPointer) {
    found.append(Diagnostic(severity: severity, message: message, location: location))
  }

  /// Whether the reader has said something at a place, or something there that has a word in it.
  func isSaid(at location: JSONPointer, _ word: String = "") -> Bool {
    said[location]?.contains { word.isEmpty || $0.contains(word) } ?? false
  }

  /// Says that a value is of another type, unless the reader has said so.
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

  /// A name out of a document, shortened for a message.
  static func quoted(_ name: String) -> String { "\"\(name.prefix(80))\"" }
}
