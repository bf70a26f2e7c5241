import JSON
import OpenAPI

extension Operation {
  /// The schemas of parameters, bodies and response headers.
  var schemas: [JSONValue] {
    parameters.map(\.schema) + (requestBody?.content ?? []).compactMap(\.schema)
      + responses.flatMap { $0.content.compactMap(\.schema) + $0.headers.map(\.schema) }
  }
}

extension JSONValue {
  /// The names of the component schemas that the value refers to.
  var schemaReferences: Set<String> {
    var names: Set<String> = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value {
      case .array(let elements): pending += elements
      case .object(let object):
        pending += object.members.map(\.value)
        guard let text = object["$ref"]?.string, text.hasPrefix("#/components/schemas/") else { continue }
        let tokens = JSONPointer(text: text.dropFirst())?.tokens ?? []
        if tokens.count == 3 { names.insert(tokens[2]) }
      default: break
      }
    }
    return names
  }
}
