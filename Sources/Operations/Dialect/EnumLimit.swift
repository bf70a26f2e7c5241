import JSON
import OpenAPI

/// Keeps the total number of `enum` values below OpenAI's limit; the longest lists become words in descriptions.
enum EnumLimit {
  /// The most values in all lists together.
  static let maximumValues = 1_000
  /// The most characters in a list with many values.
  private static let maximumLength = 15_000
  private static let longList = 250

  static func applied(to schema: JSONObject) -> JSONObject {
    var counts: [Int] = []
    _ = SchemaTransform.apply(.object(schema)) { schema in
      if let values = schema["enum"]?.array, !isTooLong(values) { counts.append(values.count) }
      return schema
    }
    // The shortest lists are kept, as many as fit; of lists as long as the first that does not fit, none is.
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
