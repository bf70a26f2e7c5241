import JSON

/// What the sandbox answers.
package struct Reply: Sendable {
  package var status: Int
  package var contentType: String? = "application/json; charset=utf-8"
  package var location: String?
  package var body: [UInt8]
  /// How long the answer is held back.
  package var delay: Duration = .zero
  /// Whether the connection is closed instead of answering.
  package var isLost = false

  init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// Any JSON, written the way the backend writes it.
  init(status: Int, json: JSONValue) {
    self.init(status: status, body: GoJSON.escapingHTML(json.json))
  }

  /// The backend's envelope, which repeats the status.
  init(_ status: Int, _ message: String, data: JSONValue = .null) {
    self.init(
      status: status,
      json: ["code": .number(JSONNumber(status)), "message": .string(message), "data": data]
    )
  }

  /// A redirection to a path, which has no body unless it answers a GET.
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

extension Reply {
  /// One thing that is wrong with a request.
  struct Complaint {
    var key: String
    var message: String
    var value: String = ""

    /// Empty values are left out.
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

  static let notFound = Reply(404, "api not found")

  /// The backend builds this one in another way: the order of the members differs, and the empty value is there.
  static let incorrectPassword = Reply(
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

/// A request that is answered before it is carried out.
struct Refusal: Error {
  let reply: Reply

  init(_ reply: Reply) { self.reply = reply }
  init(_ status: Int, _ message: String, data: JSONValue = .null) { reply = Reply(status, message, data: data) }
}
