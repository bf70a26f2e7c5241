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
    let quoting = Quoting(hidden: hidden, scrubber: SecretLedger(given: secrets.value.named(in: value)).scrubber)
    let lines = schema.failures(value).map { "- \(line($0, quoting))" }
    throw CallFailure("Invalid arguments, so nothing was sent:\n\(lines.joined(separator: "\n"))")
  }

  /// Values of arguments that must not be quoted.
  private struct Quoting {
    let hidden: [(location: JSONPointer, value: JSONValue)]
    let scrubber: Scrubber
  }

  private func line(_ failure: Failure, _ quoting: Quoting) -> String {
    let tokens = failure.location.tokens
    let shape = DeclaredShape([.object(annotatedSchema)])
    let name = tokens.isEmpty ? "The arguments" : shape.name(of: failure.location, without: quoting.scrubber)
    let end = failure.expectation.hasSuffix("?") ? "" : "."
    guard let given = failure.given, !tokens.isEmpty else { return "\(name) \(failure.expectation)\(end)" }
    let text = given.description
    // A value is hidden with what is in it, and so is one that a secret is in, from whatever place it was copied.
    let isHidden = quoting.hidden.contains { location, value in
      location.tokens.starts(with: tokens) || tokens.starts(with: location.tokens)
        || value.string.map { text.contains(JSONValue.string($0).description) } ?? false
    }
    return
      "\(name) \(failure.expectation) (given: \(isHidden ? "a value that is not shown" : Self.excerpt(quoting.scrubber.scrub(text))))."
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= maximumExcerpt ? text : "\(text.prefix(maximumExcerpt))…"
  }
}
