import JSON
import JSONRPC

extension MethodCall {
  /// Handles `completion/complete`, with at most 100 values (COMP-02).
  func complete() throws(JSONRPCError) -> Handling {
    let reference = try object("ref")
    let argument = try object("argument")
    guard let name = argument["name"]?.string, let value = argument["value"]?.string else {
      throw .invalidParams("The params need argument.name and argument.value, both strings")
    }
    let others = try strings(object("context")["arguments"]?.object ?? JSONObject(), of: "context.arguments")
    let (completer, names) = try completer(reference)
    guard names.contains(name) else {
      throw .invalidParams("Unknown argument: \(name); there are \(names.joined(separator: ", "))")
    }
    return later(isSafe: true) { () async throws(JSONRPCError) in
      let all = await completer?.completions(of: value, for: name, others: others) ?? []
      let values = all.prefix(Self.maximumValues)
      return finished([
        "completion": [
          "values": .array(values.map(JSONValue.string)), "total": .number(JSONNumber(all.count)),
          "hasMore": .bool(values.count < all.count),
        ]
      ])
    }
  }

  private static var maximumValues: Int { 100 }

  private func completer(_ reference: JSONObject) throws(JSONRPCError) -> ((any Completer)?, [String]) {
    switch reference["type"]?.string {
    case "ref/prompt":
      guard let name = reference["name"]?.string, let prompt = catalog.promptsByName[name] else {
        throw .invalidParams("ref.name names no prompt")
      }
      return (prompt.completer, prompt.arguments.map(\.name))
    case "ref/resource":
      guard let uri = reference["uri"]?.string,
        let template = catalog.resourceTemplates.first(where: { $0.uriTemplate.text == uri })
      else { throw .invalidParams("ref.uri names no resource template") }
      return (template.completer, template.uriTemplate.variables)
    default: throw .invalidParams("ref.type must be ref/prompt or ref/resource")
    }
  }
}
