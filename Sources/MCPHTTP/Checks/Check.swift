/// The checks of the table, by subject.
enum Check {
  /// An empty check, for rows that the engine checks itself.
  static func byEngine(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(RequestRefusal) {}
}
