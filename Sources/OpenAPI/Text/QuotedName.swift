extension String {
  /// The name of a document's part as messages quote it, cut if it is very long.
  var quoted: String { "\"\(prefix(80))\"" }
}
