/// Pages for people that somebody else makes, served beside the endpoint.
///
/// No access rule is before them, for browsers have no access tokens: whoever makes them has to know who may see what, by
/// paths that nobody can guess.
package struct Mount: Sendable {
  /// What a browser asks for.
  package struct Request: Sendable {
    package let method: String
    /// What follows ``Mount/prefix``, without a query.
    package let path: String
    /// `nil` if it was longer than ``Mount/maximumBodySize``.
    package let body: [UInt8]?
    private let fields: [(name: String, value: String)]

    init(method: String, path: String, fields: [(name: String, value: String)], body: [UInt8]?) {
      self.method = method
      self.path = path
      self.fields = fields
      self.body = body
    }

    /// The value of a header that is there once; its name is given in lower case.
    package subscript(header name: String) -> String? {
      let values = fields.filter { $0.name.lowercased() == name }
      return values.count == 1 ? values[0].value : nil
    }
  }

  /// What it gets.
  package struct Answer: Sendable {
    package let status: Int
    package let headers: [(String, String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(String, String)], body: [UInt8]) {
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  let prefix: String
  let maximumBodySize: Int
  let answer: @Sendable (Request) async -> Answer

  /// Mounts pages.
  ///
  /// - Parameters:
  ///   - prefix: What their paths begin with.
  ///   - maximumBodySize: The bytes that a body may have.
  ///   - answer: Makes a page; the name by which the server was asked for is checked before.
  package init(
    prefix: String,
    maximumBodySize: Int,
    answer: @escaping @Sendable (Request) async -> Answer
  ) {
    self.prefix = prefix
    self.maximumBodySize = maximumBodySize
    self.answer = answer
  }
}
