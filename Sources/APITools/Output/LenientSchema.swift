import JSON
import OpenAPI

/// Makes of the schema of an answer one that answers keep to although backends drift from their documents: nothing is
/// required, everything may be null, and only the types of the fields are left of the constraints.
enum LenientSchema {
  /// The schema of an object; `nil` if the answer is something else, or may be.
  static func object(_ schema: JSONValue) -> JSONObject? {
    guard let types = schema["type"].map({ $0.array ?? [$0] }), types.contains("object"),
      types.allSatisfy({ $0 == "object" || $0 == "null" })
    else { return nil }
    let lenient = SchemaTransform.apply(schema) { schema in
      PublishedSchema.withoutMembers(of: relaxed(schema)) { $0["writeOnly"] == true }
    }
    guard case .object(var root) = lenient else { return nil }
    // Strict clients drop the whole list where this root says anything else (TOOL-11).
    root["type"] = "object"
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
