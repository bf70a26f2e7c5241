import JSON
import OpenAPI

/// Keeps the values of all `enum` of a schema together below what OpenAI takes; the longest lists are told in words.
enum EnumLimit {
  /// How many values all lists have together.
  static let maximumValues = 1_000
  /// How many characters the texts of one list have, if it has more than some values.
  private static let maximumLength = 15_000
  private static let longList = 250

  static func applied(to schema: JSONObject) -> JSONObject {
    var counts: [Int] = []
    _ = SchemaTransform.apply(.object(schema)) { schema in
      if let values = schema["enum"]?.array, !isTooLong(values) { counts.append(values.count) }
      return schema
    }
    // The shortest lists first, as many as there is room for; of lists as long as the first that is too much, none.
    var longest = Int.max
    var sum = 0
    for count in counts.sorted() {
      sum += count
      if sum > maximumValues {
        longest = count - 1
        break
      }
    }
    let limited = SchemaTransform.apply(.object(schema)) { schema in
      guard let values = schema["enum"]?.array, values.count > longest || isTooLong(values) else { return schema }
      var schema = schema
      schema["enum"] = nil
      return SchemaWords.telling([("one of", .array(values))], in: schema)
    }
    return limited.object ?? schema
  }

  private static func isTooLong(_ values: [JSONValue]) -> Bool {
    values.count > maximumValues
      || values.count > longList && values.reduce(0) { $0 + ($1.string?.unicodeScalars.count ?? 0) } > maximumLength
  }
}
