package import JSON

/// A response to send: a result or an error, with the id of the request if that could be read.
package struct Reply: Sendable {
  /// The result or error of a response.
  package enum Outcome: Sendable {
    case result(JSONObject)
    /// A result encoded once and sent many times.
    case encoded([UInt8])
    case error(JSONRPCError)
  }

  /// The id of the request; `nil` if it could not be read.
  package let id: RequestID?
  /// The result or error.
  package let outcome: Outcome

  /// Makes a response.
  package init(id: RequestID?, _ outcome: Outcome) {
    self.id = id
    self.outcome = outcome
  }

  /// The response as one line of JSON, without the line break.
  package var bytes: [UInt8] {
    let size = if case .encoded(let result) = outcome { result.count + 64 } else { 512 }
    var writer = JSONWriter(reservingCapacity: size)
    writer.write(raw: #"{"jsonrpc":"2.0""#)
    if let id {
      writer.write(raw: #","id":"#)
      writer.write(id.json)
    }
    switch outcome {
    case .result(let result):
      writer.write(raw: #","result":"#)
      writer.write(result)
    case .encoded(let result):
      writer.write(raw: #","result":"#)
      writer.write(raw: result)
    case .error(let error):
      writer.write(raw: #","error":"#)
      writer.write(error.json)
    }
    writer.write(raw: "}")
    return writer.bytes
  }
}

extension Request {
  /// The request as one line of JSON, without the line break.
  package var bytes: [UInt8] { Self.bytes(id: id, method: method, params: params) }

  fileprivate static func bytes(id: RequestID?, method: String, params: JSONObject) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(raw: #"{"jsonrpc":"2.0""#)
    if let id {
      writer.write(raw: #","id":"#)
      writer.write(id.json)
    }
    writer.write(raw: #","method":"#)
    writer.write(method)
    if !params.isEmpty {
      writer.write(raw: #","params":"#)
      writer.write(params)
    }
    writer.write(raw: "}")
    return writer.bytes
  }
}

extension Notification {
  /// The notification as one line of JSON, without the line break.
  package var bytes: [UInt8] { Request.bytes(id: nil, method: method, params: params) }
}
