import ClientSetup
import JSON

/// The change that put an entry into a file, by which it can be taken out byte for byte.
struct InstallRecord {
  /// The last change, and the one before it: a kill may leave the file as either has it.
  var changes: [TextChange] = []
  /// Whether the file was made for the entry.
  var isNewFile = false
  /// The entry of the same name that was replaced; `nil` if there was none.
  var replaced: JSONValue?
  /// The command or URL of the entry; `nil` in a record of an older version.
  var destination: String?
  /// The folders that were made for the file, the outermost first.
  var folders: [String] = []

  init() {}

  /// Reads a record; `nil` if it is none.
  init?(_ json: JSONValue) {
    guard let changes = json["changes"]?.array, let isNewFile = json["new_file"]?.bool else { return nil }
    self.isNewFile = isNewFile
    (replaced, destination) = (json["replaced"], json["destination"]?.string)
    folders = json["folders"]?.array?.compactMap(\.string) ?? []
    for change in changes {
      guard let old = change["old"]?.string, let new = change["new"]?.string, let offset = change["offset"]?.int,
        (0...ConfigText.maximumSize).contains(offset)
      else { return nil }
      self.changes.append(TextChange(old: Array(old.utf8), new: Array(new.utf8), offset: offset))
    }
  }

  var json: JSONValue {
    let changes = changes.map { change in
      JSONValue.object([
        "old": .string(String(decoding: change.old, as: UTF8.self)),
        "new": .string(String(decoding: change.new, as: UTF8.self)), "offset": .number(JSONNumber(change.offset)),
      ])
    }
    var json: JSONObject = [
      "changes": .array(changes), "new_file": .bool(isNewFile), "folders": .array(folders.map(JSONValue.string)),
    ]
    json.append("replaced", ifPresent: replaced)
    json.append("destination", ifPresent: destination.map(JSONValue.string))
    return .object(json)
  }

  /// The text as if the entry had never been installed; `nil` if that is not known.
  func original(of text: ConfigText, without name: String, _ client: MCPClient) -> ConfigText? {
    for change in changes {
      if let original = client.undoing(change, of: name, in: text, restoring: replaced) { return original }
    }
    return nil
  }

  /// Whether the entry in a text is the one of this record, whatever others have added to it.
  func covers(_ entry: JSONValue, in text: ConfigText, of name: String, _ client: MCPClient) -> Bool {
    // A kill between the record and the file leaves the one that was to be replaced, or that is back.
    if entry == replaced { return false }
    if original(of: text, without: name, client) != nil { return true }
    let now = entry.object.flatMap { client.destination(of: $0) }
    guard let destination else { return now.map { FilePath.name(of: $0) == OwnProgram.name } ?? false }
    return now == destination
  }

  /// Adds a change in front of the one that the file still may have.
  mutating func add(_ change: TextChange) { changes = [change] + changes.prefix(1) }
}

extension MCPClient {
  /// The command or the URL of an entry.
  func destination(of members: JSONObject) -> String? { command(of: members)?.command ?? url(of: members) }
}
