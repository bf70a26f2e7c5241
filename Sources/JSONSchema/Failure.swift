package import JSON

/// A mismatch between a value and its schema, in words that the author of the value can act on.
package struct Failure: Sendable, Equatable {
  /// The position in the value; for a missing member, the position where it would be.
  package let location: JSONPointer
  /// The keyword of JSON Schema that failed.
  package let keyword: String
  /// The requirement in words that follow the name of the place: `must be a string`, `is required`.
  ///
  /// It describes only the schema, never the value, which may be secret.
  package let expectation: String
  /// The value that does not fit; `nil` if it is missing.
  package let given: JSONValue?

  /// Makes a failure.
  package init(location: JSONPointer, keyword: String, expectation: String, given: JSONValue?) {
    self.location = location
    self.keyword = keyword
    self.expectation = expectation
    self.given = given
  }
}
