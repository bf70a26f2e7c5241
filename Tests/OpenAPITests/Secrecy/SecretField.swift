import JSON
import OpenAPI
import Testing

/// A field as an invented document has it.
struct SecretField: Sendable, CustomTestStringConvertible {
  var name: String
  var description: String? = nil
  var schema: JSONObject = ["type": "string"]
  var holder: String? = nil
  var siblings: [String] = []
  var component: String? = nil
  var path = "/things"
  var summary: String? = nil
  var role = Secrecy.Role.output

  var testDescription: String { [path, holder ?? "", name].joined(separator: " ") }

  var isSecret: Bool {
    get throws {
      var schema = schema
      if let description { schema["description"] = .string(description) }
      var properties = JSONObject([(name, .object(schema))])
      for sibling in siblings { properties.append(sibling, ["type": "string"]) }
      var object: JSONValue = ["type": "object", "properties": .object(properties)]
      var definitions = JSONObject()
      if let component {
        definitions.append(component, object)
        object = ["$ref": .string("#/$defs/\(component)")]
      }
      if let holder { object = ["type": "object", "properties": .object(JSONObject([(holder, object)]))] }
      if case .object(var root) = object {
        root["$defs"] = .object(definitions)
        object = .object(root)
      }
      let operation = try APIDocument(
        reading: JSONValue.object([
          "openapi": "3.1.0",
          "paths": .object([path: ["post": .object(["summary": .string(summary ?? ""), "responses": [:]])]]),
        ]).description
      ).operations[0]
      let fields = SecretFields(schema: object, of: OperationSubjects(operation), role: role)
      return !fields.names.filter { $0 == name }.isEmpty
    }
  }
}
