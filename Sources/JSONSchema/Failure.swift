package import JSON

/// One way in which a value does not fit its schema, in words that whoever made the value can act on.
package struct Failure: Sendable, Equatable {
  /// Where in the value; of a member that is missing, where it would be.
  package let location: JSONPointer
  /// The keyword of JSON Schema that is not fulfilled.
  package let keyword: String
  /// What has to be so, to be read behind the name of the place: `must be a string`, `is required`.
  ///
  /// It tells of the schema alone, never of the value, which may be a secret.
  package let expectation: String
  /// The value that does not fit, unless there is none.
  package let given: JSONValue?

  package init(location: JSONPointer, keyword: String, expectation: String, given: JSONValue?) {
    self.location = location
    self.keyword = keyword
    self.expectation = expectation
    self.given = given
  }
}
