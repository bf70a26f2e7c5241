import ClientSetup
import JSON
import ProcessEnvironment

/// Puts an entry into a client's file, or takes it out.
struct Installation {
  /// The outcome of a change.
  struct Outcome {
    /// The path of the file without links.
    let path: String
    /// The file with its entries before and after; both are equal if there was nothing to do.
    let before: ConfigText
    let after: ConfigText
    /// The copy of the file from before the change; `nil` if there was no file, or no change.
    var copy: String?
    /// Whether the file was removed, since it was made for the entry.
    var isRemoved = false
  }

  /// The most starts over, if other programs change the file meanwhile.
  private static let maximumAttempts = 50

  let target: InstallTarget
  /// Whether nothing is to be written.
  let isDry: Bool

  /// Writes an entry; the file is as it was if that fails.
  func install(_ entry: ServerEntry) throws -> Outcome {
    let text = String(decoding: try target.client.file(with: entry).bytes, as: UTF8.self)
    return try change(byHand: " By hand, this is what has to be there:\n\n\(text)") { text, _ throws(EditFailure) in
      (try target.client.installing(entry, in: text, isLegacy: target.place.isLegacy), [:])
    }
  }

  /// Removes an entry; the file is as it was if that fails.
  func uninstall() throws -> Outcome {
    try change(byHand: "") { text, records throws(EditFailure) in
      let (client, name) = (target.client, target.name)
      guard try client.entries(in: text)[name] != nil else { return (text, [:]) }
      if let outcome = try RecordedEntries(records, in: text, of: client, last: name).removing(name) { return outcome }
      if let original = records[name]?.original(of: text, without: name, client) { return (original, [:]) }
      return (try client.uninstalling(name, from: text), [:])
    }
  }

  /// Edits a text whose entries have records.
  ///
  /// - Returns: The new text, and the records of other entries that change with it.
  private typealias Edit = (ConfigText, [String: InstallRecord]) throws(EditFailure) -> (
    text: ConfigText, records: [String: InstallRecord]
  )

  /// Reads, edits and writes the file, and starts over if it changed meanwhile.
  ///
  /// The advice is for a file that is sound, but cannot be changed safely.
  private func change(byHand advice: String, _ edit: Edit) throws -> Outcome {
    let file = try ClientFile(target.path, in: target.project)
    let state = try InstallState()
    for _ in 0..<Self.maximumAttempts {
      let content = try file.read()
      let before = ConfigText(content.bytes ?? [], format: target.client.format)
      let names = (try? target.client.entries(in: before).names) ?? []
      let records = state.records(of: file.path, names + [target.name])
      let after: ConfigText
      let others: [String: InstallRecord]
      do throws(EditFailure) { (after, others) = try edit(before, records) } catch {
        let isSound = (try? before.value()) != nil
        throw CommandFailure.failed("\(file.path): \(error). Nothing was changed.\(isSound ? advice : "")")
      }
      var outcome = Outcome(path: file.path, before: before, after: after)
      guard before != after, !isDry else { return outcome }
      try file.checkWritable(content)
      do {
        try write(&outcome, file, content, records[target.name], others, state)
        return outcome
      } catch is FileDraft.Changed {
        continue
      }
    }
    throw CommandFailure.failed(
      "another program keeps changing \(file.path). Nothing was changed; quit it, and try again."
    )
  }

  private func write(
    _ outcome: inout Outcome,
    _ file: ClientFile,
    _ content: ClientFile.Content,
    _ record: InstallRecord?,
    _ others: [String: InstallRecord],
    _ state: borrowing InstallState
  ) throws {
    let draft = try FileDraft(of: file, in: record?.folders ?? [])
    // From here on no other process of this program changes the file.
    guard try file.read() == content, state.record(of: file.path, target.name)?.json == record?.json else {
      throw FileDraft.Changed()
    }
    if let bytes = content.bytes { outcome.copy = try state.copy(bytes, of: file.path) }
    for (name, other) in others { try state.keep(other, of: file.path, name) }
    guard try target.client.entries(in: outcome.after)[target.name] != nil else {
      outcome.isRemoved = record?.isNewFile == true && outcome.after.bytes.isEmpty
      if outcome.isRemoved {
        try draft.remove(content)
      } else {
        try draft.publish(outcome.after.bytes, over: content)
      }
      return state.forget(file.path, target.name)
    }
    // Before the file: if this process is killed in between, the change before it is still known.
    if let next = try next(record, outcome, isNewFile: content.bytes == nil, draft.madeFolders) {
      try state.keep(next, of: file.path, target.name)
    }
    try draft.publish(outcome.after.bytes, over: content)
  }

  /// The record of a change; `nil` if an entry of somebody else was changed, whose removal cannot be undone.
  private func next(
    _ record: InstallRecord?,
    _ outcome: Outcome,
    isNewFile: Bool,
    _ folders: [String]
  ) throws(EditFailure) -> InstallRecord? {
    guard try target.client.entries(in: outcome.before)[target.name] != nil else {
      var record = InstallRecord()
      record.add(TextChange(from: outcome.before.bytes, to: outcome.after.bytes))
      (record.isNewFile, record.folders) = (isNewFile, folders)
      return record
    }
    guard var next = record, let original = next.original(of: outcome.before, without: target.name, target.client)
    else {
      return nil
    }
    next.add(TextChange(from: original.bytes, to: outcome.after.bytes))
    return next
  }
}
