package import JSON

/// A tool argument that clients repeat in an HTTP request header (`x-mcp-header` in its schema).
///
/// See 2026-07-28, transports, XHDR-01 … XHDR-06.
package struct HeaderParameter: Sendable, Hashable {
  /// The annotation's value: the header is `Mcp-Param-` followed by it.
  package let name: String
  /// The property names that lead from the arguments to this one.
  package let path: [String]

  private static let keyword = "x-mcp-header"

  /// The argument's value in a call; `nil` if it is absent or null, and no header is expected (XHDR-04).
  package func value(in arguments: JSONObject) -> JSONValue? {
    var value = JSONValue.object(arguments)
    for name in path {
      guard let next = value[name] else { return nil }
      value = next
    }
    guard !value.isNull else { return nil }
    return value
  }

  /// The reason why a tool cannot be published.
  package struct Violation: Error, CustomStringConvertible {
    /// The reason, for the log.
    package let description: String
  }

  /// Finds the annotations of an input schema; throws if a client would refuse one of them (XHDR-01, XHDR-02).
  package static func all(in schema: JSONObject) throws(Violation) -> [HeaderParameter] {
    var found: [HeaderParameter] = []
    guard !schema.contains(keyword) else {
      throw Violation(description: "\(keyword) is for properties, not for the schema itself")
    }
    try visit(schema, path: [], into: &found)
    var names: Set<String> = []
    for parameter in found where !names.insert(parameter.name.lowercased()).inserted {
      throw Violation(description: "two properties have the \(keyword) \(parameter.name)")
    }
    return found
  }

  /// Walks the nested `properties`, the only place where annotations are allowed.
  private static func visit(
    _ schema: JSONObject,
    path: [String],
    into found: inout [HeaderParameter]
  ) throws(Violation) {
    for member in schema {
      guard member.name == "properties", let properties = member.value.object else {
        try refuseAnnotations(in: member.value, under: member.name)
        continue
      }
      for property in properties {
        guard let schema = property.value.object else { continue }
        let path = path + [property.name]
        if let annotation = schema[keyword] { found.append(try read(annotation, of: schema, path)) }
        try visit(schema, path: path, into: &found)
      }
    }
  }

  private static func read(
    _ annotation: JSONValue,
    of schema: JSONObject,
    _ path: [String]
  ) throws(Violation) -> HeaderParameter {
    let place = path.joined(separator: ".")
    guard let name = annotation.string, !name.isEmpty, name.utf8.allSatisfy(isTokenCharacter) else {
      throw Violation(description: "the \(keyword) of \(place) has to be a token of RFC 9110, and is \(annotation)")
    }
    let types = schema["type"]?.array ?? [schema["type"] ?? .null]
    let others = types.filter { $0 != "null" }
    guard others.count == 1, let type = others[0].string, ["string", "integer", "boolean"].contains(type) else {
      throw Violation(description: "\(place) has the \(keyword) \(name), and is no string, integer or boolean")
    }
    return HeaderParameter(name: name, path: path)
  }

  /// Keywords whose values are data, not schemas.
  private static let dataKeywords: Set<String> = ["const", "default", "enum", "example", "examples", keyword]

  /// Refuses annotations in places to which no client can follow a path.
  private static func refuseAnnotations(in value: JSONValue, under keyword: String) throws(Violation) {
    guard !dataKeywords.contains(keyword) else { return }
    for schema in value.array ?? [value] {
      guard let object = schema.object else { continue }
      // Members here may be schemas by name, or keywords: an annotation is recognised by its string value.
      if object[Self.keyword]?.string != nil {
        throw Violation(description: "an \(Self.keyword) stands under \(keyword), where no client finds it")
      }
      for member in object { try refuseAnnotations(in: member.value, under: member.name) }
    }
  }

  private static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
