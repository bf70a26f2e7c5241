import JSON
import JSONSchema
import OpenAPI

/// Checks the arguments of a tool before anything is sent.
struct ArgumentCheck: Sendable {
  private let compiled: Lazily<Result<Schema, SchemaError>>
  /// Which values must not be repeated: needed only when something is wrong.
  private let secrets: Lazily<SecretFields>
  /// The schema with what only this program reads in it.
  private let annotatedSchema: JSONObject
  /// The language in which the model was told what the arguments are.
  private let dialect: ToolDialect
  /// The longest excerpt of a wrong value, in characters.
  private static let maximumExcerpt = 60

  /// Makes the check of an operation.
  ///
  /// - Parameters:
  ///   - input: What the operation takes.
  ///   - schema: What of it is taken as arguments; without one, all.
  ///   - dialect: The language in which the model was told that.
  init(_ input: ToolInput, schema: JSONObject? = nil, dialect: ToolDialect) {
    self.init(
      schema: schema ?? input.schema,
      annotatedSchema: input.annotatedSchema,
      secrets: Lazily { input.secrets },
      dialect: dialect
    )
  }

  /// Makes the check of a tool that is no operation.
  init(schema: JSONObject, dialect: ToolDialect) {
    self.init(
      schema: schema,
      annotatedSchema: schema,
      secrets: Lazily { SecretFields(schema: .object(schema), role: .input) },
      dialect: dialect
    )
  }

  private init(
    schema: JSONObject,
    annotatedSchema: JSONObject,
    secrets: Lazily<SecretFields>,
    dialect: ToolDialect
  ) {
    self.dialect = dialect
    self.annotatedSchema = annotatedSchema
    self.secrets = secrets
    compiled = Lazily { Result { () throws(SchemaError) in try Schema(.object(schema)) } }
  }

  /// Why the schema cannot be used; `nil` if it can.
  var schemaError: SchemaError? {
    if case .failure(let error) = compiled.value { error } else { nil }
  }

  /// The patterns that are left out of the check, as nothing here can read them: the backend checks them.
  var unreadPatterns: [UnreadPattern] { (try? compiled.value.get())?.unreadPatterns ?? [] }

  /// Arguments as they are read, be they right or wrong.
  struct Reading {
    /// Objects and arrays that were given as text are read, wherever no text is wanted, and fields that are null where
    /// that can only mean left out are not there.
    var arguments: JSONObject
    fileprivate var places: [JSONPointer] = []
    fileprivate var isAccepted = true
  }

  /// Arguments that the schema allows.
  struct Checked {
    var arguments: JSONObject
    /// What the model should know of how its arguments were read.
    var note: String?
  }

  /// Reads arguments; those that are neither right nor can be read otherwise are left as they are.
  func read(_ arguments: JSONObject) -> Reading {
    guard case .success(let schema) = compiled.value else { return Reading(arguments: arguments) }
    let value = JSONValue.object(arguments)
    if schema.accepts(value) { return Reading(arguments: arguments) }
    let repair = ArgumentRepair(value, by: schema)
    return Reading(
      arguments: repair.value.object ?? arguments,
      places: repair.places,
      isAccepted: repair.isAccepted
    )
  }

  /// Finds what is wrong with arguments.
  ///
  /// - Returns: The arguments, strings that hold the JSON which is wanted in their place read as such.
  /// - Throws: Each wrong field, with what was expected and what was given, but for values of secrets.
  func check(_ arguments: JSONObject) throws(CallFailure) -> Checked { try check(read(arguments)) }

  /// Finds what is wrong with arguments that have been read.
  func check(_ reading: Reading) throws(CallFailure) -> Checked {
    let schema: Schema
    switch compiled.value {
    case .success(let compiled): schema = compiled
    case .failure(let error):
      throw CallFailure("The API's document has a schema that cannot be used, so nothing was sent: \(error)")
    }
    let value = JSONValue.object(reading.arguments)
    if reading.isAccepted {
      let arguments = IntegerForm.rewritten(value)?.object ?? reading.arguments
      // What the published schema asked for needs no remark.
      guard !reading.places.isEmpty, !dialect.isIndirect else { return Checked(arguments: arguments) }
      let names = Set(reading.places.map { $0.tokens.joined(separator: ".") }).sorted().joined(separator: ", ")
      let note = "Note: strings of JSON were read as the JSON in them: \(names). Give the values themselves next time."
      return Checked(arguments: arguments, note: note)
    }
    let hidden = secrets.value.secrets(in: value)
    let quoting = Quoting(
      hidden: hidden.map { ($0.location.tokens, $0.value.string.map { Array(JSONValue.string($0).json) }) },
      scrubber: SecretLedger(given: secrets.value.named(in: value)).scrubber,
      shape: DeclaredShape([.object(annotatedSchema)])
    )
    let lines = schema.failures(value).map { "- \(line($0, quoting))" }
    throw CallFailure("Invalid arguments, so nothing was sent:\n\(lines.joined(separator: "\n"))")
  }

  /// Values of arguments that must not be quoted.
  private struct Quoting {
    /// The places of secrets, and those that are texts as they are written in JSON.
    let hidden: [(place: [String], text: [UInt8]?)]
    let scrubber: Scrubber
    let shape: DeclaredShape

    /// A value is hidden with what is in it.
    func isHidden(_ tokens: [String]) -> Bool {
      hidden.contains { place, _ in place.starts(with: tokens) || tokens.starts(with: place) }
    }

    /// Whether a secret begins in what is shown of a text, from whatever place it was copied.
    ///
    /// No further: there may be many secrets, and a long text.
    func isIn(_ text: String, startingWithin limit: Int) -> Bool {
      let bytes = Array(text.utf8)
      return hidden.contains { _, secret in
        guard let secret else { return false }
        return (0..<min(limit, bytes.count)).contains { bytes[$0...].starts(with: secret) }
      }
    }
  }

  private func line(_ failure: Failure, _ quoting: Quoting) -> String {
    let tokens = failure.location.tokens
    let name = tokens.isEmpty ? "The arguments" : quoting.shape.name(of: failure.location, without: quoting.scrubber)
    let end = failure.expectation.hasSuffix("?") ? "" : "."
    guard let given = failure.given, !tokens.isEmpty else { return "\(name) \(failure.expectation)\(end)" }
    let text = given.description
    let scrubbed = quoting.scrubber.scrub(text)
    let shown = Self.excerpt(scrubbed)
    let isHidden =
      quoting.isHidden(tokens) || quoting.isIn(text, startingWithin: Self.excerpt(text).utf8.count)
      || quoting.isIn(scrubbed, startingWithin: shown.utf8.count)
    return "\(name) \(failure.expectation) (given: \(isHidden ? "a value that is not shown" : shown))."
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= maximumExcerpt ? text : "\(text.prefix(maximumExcerpt))…"
  }
}
