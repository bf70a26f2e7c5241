import JSON

/// An HTTP response of the sandbox.
package struct SandboxResponse: Sendable {
  /// The HTTP status.
  package var status: Int
  /// The `Content-Type`; `nil` for none.
  package var contentType: String? = "application/json; charset=utf-8"
  /// The `Location` of a redirection.
  package var location: String?
  /// Further header fields.
  package var fields: [(name: String, value: String)] = []
  /// The body.
  package var body: [UInt8]
  /// Delay of the response.
  package var delay: Duration = .zero
  /// Whether the connection is closed without a response.
  package var isLost = false
  /// The time of `Date`, in seconds since 1970; `nil` for the current time.
  package var second: Int?

  init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// A response with any JSON, in the backend's formatting.
  init(status: Int, json: JSONValue) {
    self.init(status: status, body: GoJSON.escapingHTML(json.json))
  }

  /// A response in the backend's envelope, which repeats the status.
  init(_ status: Int, _ message: String, data: JSONValue = .null) {
    self.init(
      status: status,
      json: ["code": .number(JSONNumber(status)), "message": .string(message), "data": data]
    )
  }

  /// A redirection to a path; it has a body only for a GET.
  init(redirectingTo location: String, permanently: Bool) {
    self.init(status: permanently ? 301 : 307, body: [])
    self.location = location
    contentType = nil
    if permanently {
      contentType = "text/html; charset=utf-8"
      body = Array("<a href=\"\(location)\">Moved Permanently</a>.\n\n".utf8)
    }
  }
}

extension SandboxResponse {
  /// One validation error of a request.
  struct Complaint {
    var key: String
    var message: String
    var value: String = ""

    /// The JSON; an empty value is left out.
    var json: JSONValue {
      var object: JSONObject = ["key": .string(key), "message": .string(message)]
      if !value.isEmpty { object.append("value", .string(value)) }
      return .object(object)
    }
  }

  init(_ status: Int, complaints: [Complaint]) {
    self.init(
      status,
      "validation failed",
      data: ["type": "validation_error", "errors": .array(complaints.map(\.json))]
    )
  }

  static let notFound = SandboxResponse(404, "api not found")

  /// The backend builds this response in another way: the members have another order, and the empty value is present.
  static let incorrectPassword = SandboxResponse(
    status: 400,
    json: [
      "code": 400,
      "data": [
        "errors": [["key": "password", "message": "incorrect_password", "value": ""]],
        "type": "validation_error",
      ],
      "message": "validation failed",
    ]
  )
}

/// A response to a request that is not carried out.
struct SandboxRefusal: Error {
  let reply: SandboxResponse

  init(_ reply: SandboxResponse) { self.reply = reply }
  init(_ status: Int, _ message: String, data: JSONValue = .null) {
    reply = SandboxResponse(status, message, data: data)
  }
}
