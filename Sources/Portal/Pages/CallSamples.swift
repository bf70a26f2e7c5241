import APIDocs
import JSON
import OpenAPI

/// The same call as curl, as a command line and as a message of MCP.
struct CallSamples {
  let section: PortalSection
  let tool: DocumentedTool
  /// The names of the arguments that a person enters.
  let secrets: [String]

  var curl: String { CurlExample(manual: section.manual, operation: tool.operation).text }

  /// The line for a terminal: secrets are asked for there.
  var commandLine: String {
    let name = section.api.name == nil ? tool.name : "\(tool.name)"
    var words = ["nethesis-mcp", "call", name]
    let arguments = self.arguments
    let isPlain = arguments.members.allSatisfy { $0.value.object == nil && $0.value.array == nil }
    if isPlain {
      words += arguments.members.map { name, value in Self.quoted("\(name)=\(value.string ?? value.description)") }
    } else {
      words.append(Self.quoted(JSONValue.object(arguments).description))
    }
    if !secrets.isEmpty { words.append("--password-prompt") }
    return words.joined(separator: " ")
  }

  /// The request `tools/call`, without secrets, which the server asks the person for.
  var message: String {
    JSONText.indented([
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": ["name": .string(tool.name), "arguments": .object(arguments)],
    ])
  }

  /// Sample arguments: the required ones, and those that the document has an example of.
  private var arguments: JSONObject {
    let operation = tool.operation
    let manual = section.manual
    let schema = section.api.definitions[tool.name]?["inputSchema"]?.object ?? [:]
    let properties = schema["properties"]?.object ?? [:]
    let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
    let body = operation.requestBody?.json.flatMap {
      BodyExample.all($0, manual: manual, for: OperationSubjects(operation), role: .input).first?.value.object
    }
    var result = JSONObject()
    for (name, property) in properties where !secrets.contains(name) {
      let example = body?[name] ?? property["examples"]?.array?.first
      if let example {
        result.append(name, example)
      } else if required.contains(name) {
        result.append(name, SampleValue.value(of: SchemaView(property, in: manual.schemas(role: .input))))
      }
    }
    return result
  }

  /// A shell word, in quotation marks if it needs them.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x80 || "=_-./:@%+,".utf8.contains(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
        || byte &- UInt8(ascii: "0") < 10
    }
    guard !isPlain else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
