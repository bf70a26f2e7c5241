/// The checks of the ladder, by subject.
enum Check {
  /// An empty check, for rungs that the engine checks itself.
  static func byEngine(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {}
}
