package import JSON
import MCP

extension StoredCall {
  /// The call as JSON without its secrets, which ``confidential`` has.
  package var json: JSONValue {
    var json: JSONObject = ["id": .string(id), "tool": .string(tool)]
    json.append("document", ifPresent: document.map(JSONValue.string))
    json.append("operation", .string(operation))
    json.append("backend", .string(backend))
    if !hasSecretArguments { json.append("arguments", .object(arguments)) }
    json.append("note", ifPresent: note.map(JSONValue.string))
    if !trace.isEmpty { json.append("trace", .object(trace)) }
    json.append("caller", ifPresent: caller.map(JSONValue.string))
    if principal != .anybody { json.append("principal", principal.json) }
    return .object(json)
  }

  /// The secrets of the call as JSON, to be sealed wherever it is kept: the caller's own credential, and arguments that
  /// contain a secret; `nil` if it has none.
  package var confidential: JSONValue? {
    var json = JSONObject()
    json.append("credential", ifPresent: credential.map { .string($0.secret) })
    if hasSecretArguments { json.append("arguments", .object(arguments)) }
    return json.isEmpty ? nil : .object(json)
  }

  /// Reads a call; `nil` if a member is missing or of another type.
  ///
  /// - Parameters:
  ///   - json: The call without its secrets (``json``).
  ///   - confidential: The secrets (``confidential``), opened.
  package init?(_ json: JSONValue, confidential: JSONValue?) {
    guard let id = json["id"]?.string, let tool = json["tool"]?.string, let operation = json["operation"]?.string,
      let backend = json["backend"]?.string,
      let arguments = json["arguments"]?.object ?? confidential?["arguments"]?.object
    else { return nil }
    // A caller that cannot be read is not anybody: the call would use another session.
    let principal: Principal
    if let value = json["principal"] {
      guard let read = Principal(value) else { return nil }
      principal = read
    } else {
      principal = .anybody
    }
    self.init(
      id: id,
      document: json["document"]?.string,
      tool: tool,
      operation: operation,
      backend: backend,
      arguments: arguments,
      hasSecretArguments: json["arguments"] == nil,
      note: json["note"]?.string,
      trace: json["trace"]?.object ?? [:],
      caller: json["caller"]?.string,
      principal: principal,
      credential: confidential?["credential"]?.string.map(CallerCredential.init)
    )
  }
}
