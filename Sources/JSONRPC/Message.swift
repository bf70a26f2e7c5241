package import JSON

/// A message that came in: what JSON-RPC 2.0 calls a request, a notification, or a response.
package enum Message: Sendable {
  case request(Request)
  case notification(Notification)
  case response(Response)
}

/// A call that wants an answer.
package struct Request: Sendable {
  package let id: RequestID
  package let method: String
  package let params: JSONObject

  package init(id: RequestID, method: String, params: JSONObject = JSONObject()) {
    self.id = id
    self.method = method
    self.params = params
  }
}

/// A call that wants none.
package struct Notification: Sendable {
  package let method: String
  package let params: JSONObject

  package init(method: String, params: JSONObject = JSONObject()) {
    self.method = method
    self.params = params
  }
}

/// An answer to a request that this side has sent.
package struct Response: Sendable {
  package let id: RequestID
  package let outcome: Result<JSONValue, JSONRPCError>
}

/// Why a value is no message, and whom to tell: the id, where it could be read.
package struct MessageError: Error {
  package let id: RequestID?
  package let error: JSONRPCError
}
