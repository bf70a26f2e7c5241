package import HTTPTypes

/// A response of a backend.
package struct BackendResponse: Sendable {
  /// The HTTP status.
  package var status: Int
  /// The header fields.
  package var fields: HTTPFields
  /// The body.
  package var body: [UInt8]
  /// The reason why the body is incomplete; `nil` if it is complete.
  package var cut: Cut?

  /// The limit at which a body was cut off.
  package enum Cut: Sendable, Equatable {
    /// The limit of its size.
    case size
    /// The time limit.
    case time
  }

  /// Makes a response.
  package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = [], cut: Cut? = nil) {
    self.cut = cut
    self.status = status
    self.fields = fields
    self.body = body
  }
}

extension BackendResponse {
  /// The secrets that the backend refuses, which are those whose fields it names.
  package func refused(of names: [String]) -> [String] {
    guard [400, 401, 403, 422].contains(status) else { return [] }
    return names.filter { body.firstRange(of: Array("\"\($0)\"".utf8)) != nil }
  }
}
