import JSON

/// The version of JSON Schema and the vocabularies that give keywords their meaning.
struct Dialect: Sendable {
  enum Version: Sendable {
    case draft07
    case draft2019
    case draft2020
  }

  var version: Version
  /// Whether assertions on the value itself (`minimum`, `required` …) apply, or only those of subschemas.
  var hasValidation = true
  var hasApplicators = true
  var hasUnevaluated = true
  var assertsFormats = false

  /// The dialect of a schema without `$schema` (SCH-01).
  static let standard = Dialect(version: .draft2020)

  private static let known: [String: Version] = [
    "https://json-schema.org/draft/2020-12/schema": .draft2020,
    "https://json-schema.org/draft/2019-09/schema": .draft2019,
    "http://json-schema.org/draft-07/schema": .draft07,
  ]

  /// The dialect of a `$schema` URI; `nil` if it is none of the standard ones.
  init?(uri: String) {
    guard let version = Self.known[uri.hasSuffix("#") ? String(uri.dropLast()) : uri] else { return nil }
    self.init(version: version)
  }

  private init(version: Version) { self.version = version }

  private static let vocabularies = "https://json-schema.org/draft/2020-12/vocab/"

  /// The dialect of a custom meta-schema, according to its `$vocabulary` (core 8.1.2).
  init(metaschema: JSONValue) throws(SchemaError) {
    self = .standard
    guard let vocabulary = metaschema["$vocabulary"]?.object else { return }
    hasValidation = vocabulary.contains(Self.vocabularies + "validation")
    hasApplicators = vocabulary.contains(Self.vocabularies + "applicator")
    hasUnevaluated = vocabulary.contains(Self.vocabularies + "unevaluated")
    assertsFormats = vocabulary.contains(Self.vocabularies + "format-assertion")
    let supported = [
      "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
      "content",
    ]
    for (name, isRequired) in vocabulary.members where isRequired == true {
      guard name.hasPrefix(Self.vocabularies), supported.contains(String(name.dropFirst(Self.vocabularies.count)))
      else { throw SchemaError(.unsupportedVocabulary(name)) }
    }
  }
}
