/// A page that matches a query.
package struct SearchHit: Sendable {
  /// The number of the page among the entries of the index.
  package let entry: Int
  /// The number of the passage that matches best; `nil` if only the whole page does.
  package let passage: Int?
  package let score: Float
  /// The stems of the page that matched, to cut the excerpt around them.
  let stems: Set<String>
}

/// The best pages of a query.
package struct SearchHits: Sendable {
  package let hits: [SearchHit]
  /// The number of all pages that match.
  package let count: Int
}
