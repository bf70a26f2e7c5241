import ClientSetup
import JSON
import ProcessEnvironment

extension Installation {
  /// Writes an entry; the file is as it was if that fails.
  ///
  /// - Parameters:
  ///   - entry: The entry.
  ///   - replaces: Whether an entry of the same name that `install` did not write is replaced.
  /// - Returns: The change.
  /// - Throws: ``CommandFailure`` if there is such an entry and it is not to be replaced.
  func install(_ entry: ServerEntry, replaces: Bool) throws -> Outcome {
    let text = String(decoding: try target.client.file(with: entry).bytes, as: UTF8.self)
    return try change(byHand: " By hand, this is what has to be there:\n\n\(text)") { text, records in
      let (client, isLegacy) = (target.client, target.place.isLegacy)
      let installed = try client.installing(entry, in: text, isLegacy: isLegacy)
      guard installed != text, let other = try foreignEntry(in: text, records) else { return (installed, [:]) }
      guard replaces else { throw refusal(of: other) }
      return (try client.replacing(with: entry, in: text, isLegacy: isLegacy), [:])
    }
  }

  /// The entry of the name that `install` did not write; `nil` if there is none.
  private func foreignEntry(
    in text: ConfigText,
    _ records: [String: InstallRecord]
  ) throws(EditFailure) -> JSONValue? {
    guard let entry = try target.client.entries(in: text)[target.name] else { return nil }
    let isOwn = records[target.name]?.covers(entry, in: text, of: target.name, target.client) ?? false
    // Not by a conditional expression: `nil` would be a JSON null there.
    guard !isOwn else { return Optional.none }
    return entry
  }

  private func refusal(of entry: JSONValue) -> CommandFailure {
    let summary = InstalledEntry(client: target.client, members: entry.object ?? [:]).summary
    return .failed(
      "\(target.path) has an entry \(target.name) already that install did not write: \(summary)\nNothing was changed. "
        + "Give this one another name with --name OTHER, or replace that one with --replace: uninstall then puts it back."
    )
  }

  /// Removes an entry, and puts back the one that it replaced; the file is as it was if that fails.
  ///
  /// - Throws: ``CommandFailure`` if the entry starts another program, and `install` did not write it.
  func uninstall() throws -> Outcome {
    try change(byHand: "", isRemoval: true) { text, records in
      let (client, name) = (target.client, target.name)
      guard try client.entries(in: text)[name] != nil else { return (text, [:]) }
      if let other = try foreignEntry(in: text, records)?.object, client.command(of: other) != nil {
        let entry = InstalledEntry(client: client, members: other)
        guard entry.isOwn(searching: try InstallTarget.places.variables["PATH"] ?? "") else {
          throw CommandFailure.failed(
            "\(target.path) has an entry \(name) that install did not write, of another program: \(entry.summary)\n"
              + "Nothing was changed; take it out in the client, or by hand."
          )
        }
      }
      // Records tell of another entry than this one.
      guard try foreignEntry(in: text, records) == nil else { return (try client.uninstalling(name, from: text), [:]) }
      if let outcome = try RecordedEntries(records, in: text, of: client, last: name).removing(name) { return outcome }
      if let original = records[name]?.original(of: text, without: name, client) { return (original, [:]) }
      if let replaced = records[name]?.replaced { return (try client.restoring(replaced, of: name, in: text), [:]) }
      return (try client.uninstalling(name, from: text), [:])
    }
  }
}
