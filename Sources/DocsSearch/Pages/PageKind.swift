/// The kinds of pages of documentation.
package enum PageKind: String, Sendable, Hashable, CaseIterable {
  case index, overview, tag, operation, schema, error, guide, document
}
