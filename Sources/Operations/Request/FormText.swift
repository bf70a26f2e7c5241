import JSON
import OpenAPI

/// Writes the members of a body as `application/x-www-form-urlencoded` (OpenAPI 3.1.1, 4.8.14.5).
enum FormText {
  /// The text of a form.
  ///
  /// A member is written in the style that the document declares for it. Without a style, each element of an array is a
  /// pair of its own, and objects are JSON.
  static func text(_ members: JSONObject, _ encodings: [String: MediaType.PropertyEncoding]) -> String {
    members.members.flatMap { pairs($0.name, $0.value, encodings[$0.name]) }.joined(separator: "&")
  }

  private static func pairs(_ name: String, _ value: JSONValue, _ encoding: MediaType.PropertyEncoding?) -> [String] {
    if let encoding, let style = encoding.style {
      let style = Parameter.Encoding.style(style, explode: encoding.explode, allowReserved: encoding.allowReserved)
      return ParameterStyle.pairs(name, value, style, arrays: encoding.mcp.arrays, inner: encoding.innerSeparators)
    }
    if value.object != nil || encoding?.contentTypes.contains(where: { MediaTypeName($0).isJSON }) == true {
      return ParameterStyle.pairs(name, value, .content("application/json"))
    }
    return ParameterStyle.pairs(name, value, .style(.form, explode: true, allowReserved: false))
  }
}
