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
    /// Whether the entry was to be taken out.
    let isUninstallation: Bool
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

  /// Edits a text whose entries have records.
  ///
  /// - Returns: The new text, and the records of other entries that change with it.
  typealias Edit = (ConfigText, [String: InstallRecord]) throws -> (
    text: ConfigText, records: [String: InstallRecord]
  )

  /// Reads, edits and writes the file, and starts over if it changed meanwhile.
  ///
  /// The advice is for a file that is sound, but cannot be changed safely.
  func change(byHand advice: String, isRemoval: Bool = false, _ edit: Edit) throws -> Outcome {
    let file = try ClientFile(target.path, in: target.project)
    let state = try InstallState()
    for _ in 0..<Self.maximumAttempts {
      let content = try file.read()
      let before = ConfigText(content.bytes ?? [], format: target.client.format)
      let names = (try? target.client.entries(in: before).names) ?? []
      let records = state.records(of: file.path, names + [target.name])
      let after: ConfigText
      let others: [String: InstallRecord]
      do { (after, others) = try edit(before, records) } catch let error as EditFailure {
        let isSound = (try? before.value()) != nil
        throw CommandFailure.failed("\(file.path): \(error). Nothing was changed.\(isSound ? advice : "")")
      }
      var outcome = Outcome(path: file.path, before: before, after: after, isUninstallation: isRemoval)
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
    guard !outcome.isUninstallation else {
      outcome.isRemoved = record?.isNewFile == true && outcome.after.bytes.isEmpty
      if outcome.isRemoved {
        try draft.remove(content)
      } else {
        try draft.publish(outcome.after.bytes, over: content)
      }
      return state.forget(file.path, target.name)
    }
    // Before the file: if this process is killed in between, the change before it is still known.
    let next = try next(record, outcome, isNewFile: content.bytes == nil, draft.madeFolders)
    try state.keep(next, of: file.path, target.name)
    try draft.publish(outcome.after.bytes, over: content)
  }

  /// The record of a change.
  private func next(
    _ record: InstallRecord?,
    _ outcome: Outcome,
    isNewFile: Bool,
    _ folders: [String]
  ) throws(EditFailure) -> InstallRecord {
    let (client, name) = (target.client, target.name)
    let old = try client.entries(in: outcome.before)[name]
    let new = try client.entries(in: outcome.after)[name]?.object
    var next: InstallRecord
    if let record, let old, record.covers(old, in: outcome.before, of: name, client) {
      next = record
      if let original = record.original(of: outcome.before, without: name, client) {
        next.add(TextChange(from: original.bytes, to: outcome.after.bytes))
      }
    } else {
      next = InstallRecord()
      next.add(TextChange(from: outcome.before.bytes, to: outcome.after.bytes))
      (next.isNewFile, next.folders, next.replaced) = (isNewFile, folders, old)
    }
    next.destination = new.flatMap { client.destination(of: $0) }
    return next
  }
}
