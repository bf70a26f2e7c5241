package import JSON

/// A received message (JSON-RPC 2.0): a request, a notification, or a response.
package enum Message: Sendable {
  case request(Request)
  case notification(Notification)
  case response(Response)
}

/// A request, which expects a response.
package struct Request: Sendable {
  /// The id.
  package let id: RequestID
  /// The method.
  package let method: String
  /// The parameters; empty if there are none.
  package let params: JSONObject

  /// Makes a request.
  package init(id: RequestID, method: String, params: JSONObject = JSONObject()) {
    self.id = id
    self.method = method
    self.params = params
  }
}

/// A notification, which expects no response.
package struct Notification: Sendable {
  /// The method.
  package let method: String
  /// The parameters; empty if there are none.
  package let params: JSONObject

  /// Makes a notification.
  package init(method: String, params: JSONObject = JSONObject()) {
    self.method = method
    self.params = params
  }
}

/// A response to a request of this side.
package struct Response: Sendable {
  /// The id of the request.
  package let id: RequestID
  /// The result, or the error.
  package let outcome: Result<JSONValue, JSONRPCError>
}

/// The reason why a value is no message, and its id if that could be read.
package struct MessageError: Error {
  /// The id for the response; `nil` if it could not be read.
  package let id: RequestID?
  /// The error for the response.
  package let error: JSONRPCError
}
