/// The fields of a schema's subschemas, handed out in the order in which ``SecretSearch`` visits them.
struct FieldParts {
  private let properties: [String: Int]
  private var same: ArraySlice<Int>
  private var otherMembers: ArraySlice<Int>
  private var firstElements: ArraySlice<Int>
  private var otherElements: ArraySlice<Int>

  /// Takes the subschemas of a field; without a field, all of them are unknown.
  init(_ field: SecretFields.Field?) {
    properties = field?.properties ?? [:]
    same = field?.sameValue[...] ?? []
    otherMembers = field?.otherMembers[...] ?? []
    firstElements = field?.firstElements[...] ?? []
    otherElements = field?.otherElements[...] ?? []
  }

  func property(_ name: String) -> Int? { properties[name] }

  /// The field of the next subschema of a keyword; `nil` if it was not visited.
  mutating func next(of keyword: String) -> Int? {
    switch keyword {
    case "$ref", "allOf", "anyOf", "oneOf", "dependentSchemas", "if", "then", "else": same.popFirst()
    case "patternProperties", "additionalProperties", "unevaluatedProperties": otherMembers.popFirst()
    case "prefixItems": firstElements.popFirst()
    case "items", "unevaluatedItems": otherElements.popFirst()
    default: nil
    }
  }
}
