import JSON

/// Sentences of this program on a result, as they stand beside the API's own members in what is structured.
enum ToolNotes {
  /// The names of the member that has them, best first: an API may have one of that name itself.
  static let memberNames = ["_notes", "_response_notes", "_http_response_notes"]

  /// The declaration of the member.
  static let schema: JSONValue = [
    "type": ["array", "null"], "description": "What to know of this result.", "items": ["type": "string"],
  ]
}
