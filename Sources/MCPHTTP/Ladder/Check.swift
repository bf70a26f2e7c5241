/// The checks of the ladder, by what they look at.
enum Check {
  /// For what the engine checks by itself.
  static func byEngine(_ inspection: inout Inspection, _ endpoint: Endpoint) throws(Complaint) {}
}
