package import JSON

extension Message {
  /// Reads one message; the caller splits arrays, which only one version of MCP has.
  package init(_ value: JSONValue) throws(MessageError) {
    guard case .object(let object) = value else {
      throw MessageError(id: nil, error: .invalidRequest("A message is one JSON object, not \(value.typeName)"))
    }
    let id = object["id"].flatMap(RequestID.init)
    func refusal(_ sentence: String) -> MessageError { MessageError(id: id, error: .invalidRequest(sentence)) }

    guard object["jsonrpc"] == "2.0" else { throw refusal("The member jsonrpc must be \"2.0\"") }
    if object.contains("id"), id == nil, object.contains("method") || !object.contains("error") {
      throw refusal("The id must be a string or an integer")
    }
    guard let method = object["method"] else {
      self = .response(try Response(object, id: id))
      return
    }
    guard case .string(let method) = method else { throw refusal("The method must be a string") }
    guard !object.contains("result"), !object.contains("error") else {
      throw refusal("A message has either a method or an outcome")
    }
    let params: JSONObject
    switch object["params"] {
    // Clients send null for missing members, and no parameter of MCP can be null.
    case nil, .null?: params = JSONObject()
    case .object(let members): params = members.withoutNulls
    case let other?:
      throw MessageError(id: id, error: .invalidParams("The params must be an object, not \(other.typeName)"))
    }
    if let id {
      self = .request(Request(id: id, method: method, params: params))
    } else {
      self = .notification(Notification(method: method, params: params))
    }
  }
}

extension JSONObject {
  /// The members whose value is not null.
  fileprivate var withoutNulls: JSONObject {
    contains { $0.value.isNull } ? JSONObject(members.filter { !$0.value.isNull }) : self
  }
}

extension Response {
  fileprivate init(_ object: JSONObject, id: RequestID?) throws(MessageError) {
    guard let id else {
      throw MessageError(id: nil, error: .invalidRequest("A message needs a method, or the id of what it answers"))
    }
    self.id = id
    switch (object["result"], object["error"]) {
    case (let result?, nil): outcome = .success(result)
    case (nil, let error?):
      guard let code = error["code"]?.int, let message = error["message"]?.string else {
        throw MessageError(id: nil, error: .invalidRequest("An error needs a code and a message"))
      }
      outcome = .failure(JSONRPCError(.init(rawValue: code), message, data: error["data"]))
    default:
      throw MessageError(id: nil, error: .invalidRequest("A response needs exactly one of result and error"))
    }
  }
}
