package import JSON
package import JSONSchema
import LazyValue
import OpenAPI
package import Operations
import Redaction

/// Checks the arguments of a tool before anything is sent.
package struct ArgumentCheck: Sendable {
  private let compiled: Lazy<Result<Schema, SchemaError>>
  /// The secret fields, whose values must not be quoted: needed only for failures.
  private let secrets: Lazy<SecretFields>
  /// The schema with this program's own annotations.
  private let annotatedSchema: JSONObject
  /// The dialect in which the model got the schema.
  private let dialect: ToolDialect
  /// The longest quotation of a wrong value, in characters.
  private static let maximumExcerpt = 60

  /// Makes the check of an operation.
  ///
  /// - Parameters:
  ///   - input: The input of the operation.
  ///   - schema: The schema of the arguments, if they are only a part of the input; `nil` for all of it.
  ///   - dialect: The dialect in which the model got the schema.
  package init(_ input: ToolInput, schema: JSONObject? = nil, dialect: ToolDialect) {
    self.init(
      schema: schema ?? input.schema,
      annotatedSchema: input.annotatedSchema,
      secrets: Lazy { input.secrets },
      dialect: dialect
    )
  }

  /// Makes the check of a tool that is not an operation.
  package init(schema: JSONObject, dialect: ToolDialect) {
    self.init(
      schema: schema,
      annotatedSchema: schema,
      secrets: Lazy { SecretFields(schema: .object(schema), role: .input) },
      dialect: dialect
    )
  }

  private init(
    schema: JSONObject,
    annotatedSchema: JSONObject,
    secrets: Lazy<SecretFields>,
    dialect: ToolDialect
  ) {
    self.dialect = dialect
    self.annotatedSchema = annotatedSchema
    self.secrets = secrets
    compiled = Lazy { Result { () throws(SchemaError) in try Schema(Self.lenient(schema)) } }
  }

  /// The schema with `oneOf` read as `anyOf`: alternatives of documents overlap, often for each value that there is, and
  /// which of them is meant is for the backend to find out.
  private static func lenient(_ schema: JSONObject) -> JSONValue {
    SchemaTransform.apply(.object(schema)) { schema in
      guard let forms = schema["oneOf"] else { return schema }
      var schema = schema
      schema["oneOf"] = nil
      if schema["anyOf"] == nil {
        schema["anyOf"] = forms
      } else {
        schema["allOf"] = .array((schema["allOf"]?.array ?? []) + [["anyOf": forms]])
      }
      return schema
    }
  }

  /// The reason why the schema is unusable; `nil` if it is usable.
  package var schemaError: SchemaError? {
    if case .failure(let error) = compiled.value { error } else { nil }
  }

  /// The patterns left out of the check because they cannot be compiled; the backend checks them.
  package var unreadPatterns: [UnreadPattern] { (try? compiled.value.get())?.unreadPatterns ?? [] }

  /// The arguments as interpreted, valid or not.
  struct Reading {
    /// Objects and arrays given as text are parsed, unless text is wanted there, and null members that can only mean a
    /// missing field are removed.
    var arguments: JSONObject
    fileprivate var places: [JSONPointer] = []
    fileprivate var isAccepted = true
  }

  /// Valid arguments.
  package struct Valid {
    /// The arguments, repaired.
    package var arguments: JSONObject
    /// A note to the model on the interpretation of its arguments; `nil` for none.
    package var note: String?
  }

  /// Interprets arguments; those that are invalid and cannot be repaired stay as they are.
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

  /// Checks arguments.
  ///
  /// - Returns: The arguments, with strings replaced by the JSON in them where that is wanted.
  /// - Throws: Each wrong field with the expected and the given value, but without values of secrets.
  package func check(_ arguments: JSONObject) throws(CallFailure) -> Valid { try check(read(arguments)) }

  /// Checks interpreted arguments.
  func check(_ reading: Reading) throws(CallFailure) -> Valid {
    let schema: Schema
    switch compiled.value {
    case .success(let compiled): schema = compiled
    case .failure(let error):
      throw CallFailure("The API's document has a schema that cannot be used, so nothing was sent: \(error)")
    }
    let value = JSONValue.object(reading.arguments)
    if reading.isAccepted {
      let arguments = IntegerForm.rewritten(value)?.object ?? reading.arguments
      // Notations that the published schema required need no note.
      guard !reading.places.isEmpty, !dialect.isIndirect else { return Valid(arguments: arguments) }
      let names = Set(reading.places.map { $0.tokens.joined(separator: ".") }).sorted().joined(separator: ", ")
      let note = "Note: strings of JSON were read as the JSON in them: \(names). Give the values themselves next time."
      return Valid(arguments: arguments, note: note)
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

  /// The values that must not be quoted.
  private struct Quoting {
    /// The positions of secrets, and the JSON notation of those that are texts.
    let hidden: [(place: [String], text: [UInt8]?)]
    let scrubber: Scrubber
    let shape: DeclaredShape

    /// Whether a value is, contains or is part of a secret.
    func isHidden(_ tokens: [String]) -> Bool {
      hidden.contains { place, _ in place.starts(with: tokens) || tokens.starts(with: place) }
    }

    /// Whether a secret starts in the quoted part of a text, wherever it was copied from.
    ///
    /// Only in that part, because there may be many secrets and a long text.
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
