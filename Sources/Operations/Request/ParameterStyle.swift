import HTTPTypes
package import JSON
package import OpenAPI

/// Serializes parameters into paths, queries, headers and cookies, as in the table of style examples (OpenAPI 3.1.1,
/// 4.8.12.4).
package enum ParameterStyle {
  /// The text in place of a path variable.
  package static func path(_ parameter: Parameter, _ value: JSONValue) -> String {
    guard case .style(let style, let explode, _) = parameter.encoding else {
      return PercentEncoding.encoded(content(value, parameter.encoding))
    }
    let text = ParameterText(value, innerSeparators: parameter.innerSeparators)
    // Reserved characters are encoded even with `allowReserved` (3.2): a slash would lead to another path (SEC-05).
    let encode = { (text: String) in PercentEncoding.encoded(text) }
    let pairing = explode ? "=" : nil
    switch style {
    case .label: return "." + text.joined(by: explode ? "." : ",", pairing: pairing, encode)
    case .matrix: return matrix(encode(parameter.name), text, explode: explode, encode)
    default: return text.joined(by: separator(style), pairing: pairing, encode)
    }
  }

  /// The separator of a style as it is written in a URL.
  private static func separator(_ style: Parameter.Style) -> String {
    style.separator == "," ? "," : PercentEncoding.encoded(style.separator)
  }

  /// A value in the media type of a parameter's `content`: strings are written as they are, except in JSON, which
  /// quotes them.
  private static func content(_ value: JSONValue, _ encoding: Parameter.Encoding) -> String {
    if case .content(let type) = encoding, let text = value.string, !MediaTypeName(type).isJSON { return text }
    return value.description
  }

  private static func matrix(
    _ name: String,
    _ text: ParameterText,
    explode: Bool,
    _ encode: (String) -> String
  ) -> String {
    switch text {
    case .array(let elements) where explode: elements.map { ";\(name)=\(encode($0))" }.joined()
    case .object(let members) where explode: members.map { ";\(encode($0.name))=\(encode($0.text))" }.joined()
    case .primitive(""): ";\(name)"
    default: ";\(name)=\(text.joined(by: ",", encode))"
    }
  }

  /// The `name=value` pairs of a parameter in a query or a cookie, encoded.
  package static func pairs(_ parameter: Parameter, _ value: JSONValue) -> [String] {
    pairs(parameter.name, value, parameter.encoding, arrays: parameter.mcp.arrays, inner: parameter.innerSeparators)
  }

  /// The `name=value` pairs of a value in a query, a cookie or a form, encoded.
  static func pairs(
    _ name: String,
    _ value: JSONValue,
    _ encoding: Parameter.Encoding,
    arrays: FieldExtension.Arrays = .indices,
    inner: [String] = []
  ) -> [String] {
    let ownName = name
    let name = PercentEncoding.encoded(name)
    guard case .style(let style, let explode, let keepsReserved) = encoding else {
      return ["\(name)=\(PercentEncoding.encoded(content(value, encoding)))"]
    }
    let encode = { (text: String) in PercentEncoding.encoded(text, keepsReserved: keepsReserved) }
    if style == .deepObject {
      return DeepObject.pairs(ownName, value, arrays: arrays).map { "\(PercentEncoding.encoded($0))=\(encode($1))" }
    }
    let text = ParameterText(value, innerSeparators: inner)
    guard !text.isEmpty else { return [] }
    switch (style, text) {
    case (_, .array(let elements)) where explode: return elements.map { "\(name)=\(encode($0))" }
    case (_, .object(let members)) where explode: return members.map { "\(encode($0.name))=\(encode($0.text))" }
    default: return ["\(name)=\(text.joined(by: separator(style), encode))"]
    }
  }

  /// The pairs of a parameter in a `Cookie` field; the style `cookie` writes them unencoded (OpenAPI 3.2.0, 4.12.2.3).
  ///
  /// - Throws: A failure if the value would begin another pair.
  static func crumbs(_ parameter: Parameter, _ value: JSONValue) throws(CallFailure) -> [String] {
    guard case .style(.cookie, let explode, _) = parameter.encoding else { return pairs(parameter, value) }
    let crumbs: [String] =
      switch ParameterText(value) {
      case .array(let elements) where explode: elements.map { "\(parameter.name)=\($0)" }
      case .object(let members) where explode: members.map { "\($0.name)=\($0.text)" }
      case let text: ["\(parameter.name)=\(text.joined(by: ",") { $0 })"]
      }
    guard crumbs.allSatisfy({ HTTPField.isValidValue($0) && !$0.contains(";") }) else {
      throw CallFailure("\(parameter.name) goes into a cookie, which can have no semicolon and no control characters.")
    }
    return crumbs
  }

  /// The text of a parameter that is the whole query (OpenAPI 3.2.0, 4.12.1).
  package static func query(_ parameter: Parameter, _ value: JSONValue) -> String {
    guard case .content(let type) = parameter.encoding else { return pairs(parameter, value).joined(separator: "&") }
    let name = MediaTypeName(type)
    if name.essence == "application/x-www-form-urlencoded", let members = value.object {
      return FormText.text(members, [:])
    }
    if let text = value.string, !name.isJSON { return PercentEncoding.encoded(text, keepsReserved: true) }
    return PercentEncoding.encoded(value.description)
  }

  /// The value of a header field, not percent-encoded.
  package static func header(_ parameter: Parameter, _ value: JSONValue) -> String {
    guard case .style(let style, let explode, _) = parameter.encoding else { return content(value, parameter.encoding) }
    let text = ParameterText(value, innerSeparators: parameter.innerSeparators)
    return text.joined(by: style.separator, pairing: explode ? "=" : nil) { $0 }
  }
}
