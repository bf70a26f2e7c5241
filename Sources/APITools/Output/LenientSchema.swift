import JSON
import OpenAPI

/// Makes of the schema of an answer one that answers keep to although backends drift from their documents: nothing is
/// required, everything may be null, and only the types of the fields are left of the constraints.
enum LenientSchema {
  /// The schema of a value of known type; `nil` if nothing is known of it.
  ///
  /// Strict clients up to 2025-11-25 drop the whole list where a root says more than `object` (TOOL-11); any other root is
  /// declared only to those that take it (SEP-2106).
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
