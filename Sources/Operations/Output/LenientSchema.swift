import JSON
import OpenAPI

/// Loosens the schema of a response until responses of backends that drift from their documents conform to it.
///
/// Nothing is required, everything may be null, and of the constraints only the types of the fields are left.
enum LenientSchema {
  /// The lenient schema for a root of known type; `nil` if the type is unknown.
  ///
  /// Strict clients up to 2025-11-25 drop the whole list if the root of a schema has another type than `object`
  /// (TOOL-11); any other root is declared only to clients that accept it (SEP-2106).
  static func root(_ schema: JSONValue) -> JSONObject? {
    let types = schema["type"].map { $0.array ?? [$0] } ?? []
    guard types.contains(where: { $0 != "null" }) else { return nil }
    let lenient = SchemaTransform.apply(schema) { schema in
      PublishedSchema.withoutMembers(of: relaxed(schema)) { $0["writeOnly"] == true }
    }
    guard case .object(var root) = lenient else { return nil }
    if types.allSatisfy({ $0 == "object" || $0 == "null" }) { root["type"] = "object" }
    return root
  }

  private static let kept: Set<String> = [
    "$ref", "type", "title", "description", "properties", "items", "$defs", "writeOnly",
  ]

  private static func relaxed(_ schema: JSONObject) -> JSONObject {
    var result = JSONObject(PublishedSchema.cleaned(schema).members.filter { kept.contains($0.name) })
    guard let type = result["type"] else { return result }
    let types = type.array ?? [type]
    result["type"] = types.contains("null") ? .array(types) : .array(types + ["null"])
    return result
  }
}
