import JSON
import OpenAPI

/// Lists the fields of schemas, those of shared ones once for all.
struct FieldReader {
  /// A field with its words.
  struct Field {
    var name: String
    /// The description and the allowed values.
    var text: String?
    /// The allowed values.
    var values: String?
    var examples: [String]
  }

  /// The direct fields of a schema, and the schemas that continue it.
  private struct Level {
    var fields: [Field] = []
    var inner: [JSONValue] = []
    /// Whether the schemas within belong to the schema itself, as those of `allOf` do.
    var parts: [JSONValue] = []
  }

  private let schemas: JSONObject
  private var levels: [String: Level] = [:]
  /// The most schemas of one body that are looked at.
  private static let maximumSchemas = 60
  /// The most values of an enum, and the most letters of each text, that are indexed.
  private static let (maximumValues, maximumText) = (40, 600)

  init(_ schemas: JSONObject) { self.schemas = schemas }

  /// The first fields of a schema, outer ones first.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - limit: The most fields.
  ///   - isShallow: Whether referenced schemas are left out, since they have pages of their own.
  /// - Returns: The fields.
  mutating func fields(of schema: JSONValue, limit: Int, isShallow: Bool = false) -> [Field] {
    var found: [Field] = []
    var seen: Set<String> = []
    var pending = [schema]
    var next = 0
    while next < pending.count, next < Self.maximumSchemas, found.count < limit {
      let schema = pending[next]
      next += 1
      if let reference = schema["$ref"]?.string {
        if isShallow, next > 1 || seen.contains(reference) { continue }
        guard seen.insert(reference).inserted else { continue }
      }
      let level = level(schema)
      found += level.fields.prefix(limit - found.count)
      pending += level.parts
      pending += level.inner.prefix(Self.maximumSchemas)
    }
    return found
  }

  /// The allowed values of a schema, as one text.
  func values(_ schema: JSONValue) -> String? {
    let values = (schema["enum"]?.array ?? schema["items"]?["enum"]?.array ?? []) + [schema["const"]].compactMap(\.self)
    let texts = values.prefix(Self.maximumValues).compactMap(\.string)
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }

  private mutating func level(_ schema: JSONValue) -> Level {
    guard let reference = schema["$ref"]?.string else { return read(schema) }
    if let known = levels[reference] { return known }
    let name = reference.hasPrefix("#/") ? JSONPointer(text: reference.dropFirst())?.tokens.last : nil
    let level = name.flatMap { schemas[$0] }.map(read) ?? Level()
    levels[reference] = level
    return level
  }

  private func read(_ schema: JSONValue) -> Level {
    var level = Level()
    for (name, member) in schema["properties"]?.object ?? [:] {
      let values = values(member)
      let description = (member["description"] ?? member["title"])?.string.map { String($0.prefix(Self.maximumText)) }
      let text = [description, values].compactMap(\.self).joined(separator: " ")
      let examples = ([member["example"]] + (member["examples"]?.array ?? []).map(Optional.some)).compactMap {
        $0?.string
      }
      level.fields.append(
        Field(name: name, text: text.isEmpty ? nil : text, values: values, examples: Array(examples.prefix(3)))
      )
      if isNested(member) { level.inner.append(member) }
    }
    for key in ["allOf", "oneOf", "anyOf"] { level.parts += schema[key]?.array ?? [] }
    for key in ["items", "additionalProperties"] {
      if let inner = schema[key], inner.object != nil { level.parts.append(inner) }
    }
    if schema["$ref"] != nil, schema["properties"] != nil { level.parts.append(["$ref": schema["$ref"] ?? ""]) }
    return level
  }

  private func isNested(_ schema: JSONValue) -> Bool {
    ["$ref", "properties", "items", "allOf", "oneOf", "anyOf", "additionalProperties"].contains {
      schema[$0]?.object != nil || schema[$0]?.array != nil || schema[$0]?.string != nil
    }
  }
}
