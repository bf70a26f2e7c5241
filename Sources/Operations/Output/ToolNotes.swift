import JSON

/// This program's own notes on a result, which stand beside the API's members in the structured content.
package enum ToolNotes {
  /// The names for the member with the notes, best first: an API may have a member of that name itself.
  package static let memberNames = ["_notes", "_response_notes", "_http_response_notes"]

  /// The schema of the member.
  static let schema: JSONValue = [
    "type": ["array", "null"], "description": "What to know of this result.", "items": ["type": "string"],
  ]
}
