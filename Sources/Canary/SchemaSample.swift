import Glibc
package import JSON

/// Makes values that fit a JSON Schema: arguments for a tool, and responses full of secrets.
package struct SchemaSample: Sendable {
  /// Chooses the text of a string by the name of its field and a running number; `nil` for a harmless text.
  package typealias Text = @Sendable (_ name: String, _ number: Int) -> String?

  /// Whether examples in the schema are used.
  private let usesExamples: Bool
  private let text: Text
  private let root: JSONValue
  /// The number of strings made so far.
  private var count = 0
  /// The number of values that may still be made, so that recursive schemas end.
  private var remaining = 400

  /// Arguments for a tool, with its required members.
  package static func arguments(_ schema: JSONValue) -> JSONValue {
    var sample = SchemaSample(root: schema, usesExamples: true) { _, _ in nil }
    return sample.value(schema, name: "", depth: 0)
  }

  /// A value with all members, and with a text of the caller's choice in every string.
  package static func answer(_ schema: JSONValue, text: @escaping Text) -> JSONValue {
    var sample = SchemaSample(root: schema, usesExamples: false, text: text)
    return sample.value(schema, name: "", depth: 0)
  }

  private init(root: JSONValue, usesExamples: Bool, text: @escaping Text) {
    self.root = root
    self.usesExamples = usesExamples
    self.text = text
  }

  private mutating func value(_ schema: JSONValue, name: String, depth: Int) -> JSONValue {
    remaining -= 1
    guard depth < 10, remaining > 0, let keywords = schema.object else { return "…" }
    if let value = keywords["const"] ?? keywords["enum"]?.array?.first { return value }
    if usesExamples, let value = Self.example(keywords) { return value }
    if let reference = keywords["$ref"]?.string {
      let target = JSONPointer(text: reference.drop { $0 == "#" }).flatMap { root[$0] }
      return value(target ?? [:], name: name, depth: depth + 1)
    }
    if let parts = keywords["allOf"]?.array, keywords["properties"] == nil {
      let values = parts.map { value($0, name: name, depth: depth + 1) }
      let members = values.compactMap(\.object).flatMap(\.members)
      return members.isEmpty ? values.first ?? "…" : .object(JSONObject(members))
    }
    if let first = (keywords["anyOf"] ?? keywords["oneOf"])?.array?.first, keywords["properties"] == nil {
      return value(first, name: name, depth: depth + 1)
    }
    let types = (keywords["type"]?.array ?? [keywords["type"] ?? .null]).compactMap(\.string)
    // A nullable member is null in responses: it often gives the time at which something ended.
    if !usesExamples, types.contains("null") { return nil }
    switch types.first {
    case "object": return object(keywords, depth: depth)
    case "array":
      let count = usesExamples ? Self.size(keywords["minItems"], atMost: 20) : 1
      return .array((0..<count).map { _ in value(keywords["items"] ?? [:], name: name, depth: depth + 1) })
    case "integer", "number": return keywords["minimum"] ?? 1
    case "boolean": return false
    case "string": return .string(string(keywords, name: name))
    default:
      return keywords["properties"] == nil ? .string(string(keywords, name: name)) : object(keywords, depth: depth)
    }
  }

  private mutating func object(_ keywords: JSONObject, depth: Int) -> JSONValue {
    let required = Set((keywords["required"]?.array ?? []).compactMap(\.string))
    var object = JSONObject()
    for (name, schema) in keywords["properties"]?.object ?? [:] where !usesExamples || required.contains(name) {
      object.append(name, value(schema, name: name, depth: depth + 1))
    }
    return .object(object)
  }

  private static func example(_ keywords: JSONObject) -> JSONValue? {
    keywords["example"] ?? keywords["examples"]?.array?.first ?? keywords["default"]
  }

  private mutating func string(_ keywords: JSONObject, name: String) -> String {
    switch keywords["format"]?.string {
    case "date-time": return Self.now("%Y-%m-%dT%H:%M:%SZ")
    case "date": return Self.now("%Y-%m-%d")
    case "uuid" where usesExamples: return "00000000-0000-4000-8000-000000000000"
    case "email" where usesExamples: return "name@example.com"
    case "uri" where usesExamples, "url" where usesExamples: return "https://example.com/"
    default: break
    }
    count += 1
    if let text = text(name, count) { return text }
    let length = max(Self.size(keywords["minLength"], atMost: 10_000), min(6, keywords["maxLength"]?.int ?? 6))
    return String(repeating: "a", count: length)
  }

  /// A size from a schema, limited for a sample: it may be negative, or larger than any memory.
  private static func size(_ keyword: JSONValue?, atMost limit: Int) -> Int {
    min(max(keyword?.int ?? 0, 0), limit)
  }

  private static func now(_ format: String) -> String {
    var seconds = time(nil)
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&seconds, &parts)
    return unsafe String(unsafeUninitializedCapacity: 32) { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe strftime($0.baseAddress, $0.count, format, &parts) }
    }
  }
}
