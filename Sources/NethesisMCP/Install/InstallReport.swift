import Assembly
import ClientSetup
import JSON
import ProcessEnvironment
import Settings
import TextCoding

/// The words of `install` and `uninstall`: the changes, whether the entry works, and the next step.
struct InstallReport {
  private let target: InstallTarget

  init(_ target: InstallTarget) { self.target = target }

  /// Prints the changes of a file, and where its last version is.
  func changes(_ outcome: Installation.Outcome, isDry: Bool) throws {
    let client = target.client
    try StandardStream.output("\(client.title): \(outcome.path)")
    let before = try client.entries(in: outcome.before)[target.name]
    let after = try client.entries(in: outcome.after)[target.name]
    guard outcome.before != outcome.after else {
      guard after == nil else {
        return try StandardStream.output("The entry \(target.name) is there already; nothing was changed.")
      }
      return try StandardStream.output(
        "There is no entry \(target.name); nothing was changed.\(try otherEntries(in: outcome.before))"
      )
    }
    try StandardStream.output("  \((client.container + [target.name]).joined(separator: "."))")
    for line in EntryDifference.lines(from: before, to: after) {
      try StandardStream.output(VisibleText.spelled(line))
    }
    guard !isDry else { return try StandardStream.output("Nothing was written.") }
    let kept = outcome.copy.map { " The file as it was: \($0)" } ?? ""
    if outcome.isUninstallation, after != nil {
      try StandardStream.output("The entry that was there before is back.")
    }
    try StandardStream.output((outcome.isRemoved ? "Removed: it was made for the entry." : "Written.") + kept)
  }

  /// The names of entries that start this program, as a sentence.
  private func otherEntries(in text: ConfigText) throws -> String {
    let path = try InstallTarget.places.variables["PATH"] ?? ""
    let own = try target.client.entries(in: text).filter { entry in
      entry.value.object.map { InstalledEntry(client: target.client, members: $0).isOwn(searching: path) } ?? false
    }
    guard !own.isEmpty else { return "" }
    return " This program is started by \(own.map { "--name \($0.name)" }.joined(separator: ", "))."
  }

  /// Starts an entry that is to replace another one, before it is written.
  ///
  /// - Returns: The outcome; `nil` if there is nothing to replace.
  /// - Throws: ``CommandFailure`` if the new one does not work, or if its calls fail and those of the other do not.
  func checkReplacement(_ planned: Installation.Outcome) throws -> InstalledEntry.Check? {
    let old = try target.client.entries(in: planned.before)[target.name]?.object
    let new = try target.client.entries(in: planned.after)[target.name]?.object
    guard let old, let new, old != new else { return nil }
    let path = try InstallTarget.places.variables["PATH"] ?? ""
    do {
      let check = try InstalledEntry(client: target.client, members: new).check(searching: path)
      let former = try? InstalledEntry(client: target.client, members: old).forecast(searching: path, isQuiet: true)
      guard check.isHopeless, let former, !former.isHopeless else { return check }
      throw CommandFailure.failed(check.sentence(naming: names(of: check)))
    } catch let failure as CommandFailure {
      throw CommandFailure.failed(
        "the entry \(target.name) in \(planned.path) stays as it is, because the new one does not work: "
          + "\(failure.message)\nCorrect that and run this again."
      )
    }
  }

  /// Prints whether the entry that is in the file now works; starts it unless that was done before it was written.
  ///
  /// - Returns: Whether calls may work.
  func check(_ earlier: InstalledEntry.Check?) throws -> Bool {
    let file = try ClientFile(target.path, in: target.project)
    let text = ConfigText(try file.read().bytes ?? [], format: target.client.format)
    let entries: JSONObject
    do throws(EditFailure) { entries = try target.client.entries(in: text) } catch {
      throw CommandFailure.failed("\(file.path): \(error). The entry could not be tried.")
    }
    guard let members = entries[target.name]?.object else {
      throw CommandFailure.failed(
        "\(file.path) has no entry \(target.name): another program removed it, or keeps it in another place"
      )
    }
    do {
      let path = try InstallTarget.places.variables["PATH"] ?? ""
      let check = try earlier ?? InstalledEntry(client: target.client, members: members).check(searching: path)
      try StandardStream.output(check.sentence(naming: names(of: check)))
      return !check.isHopeless
    } catch let failure as CommandFailure {
      let scope = target.scope == .project ? " --scope project" : ""
      let name = target.name == "nethesis" ? "" : " --name \(target.name)"
      throw CommandFailure.failed(
        "the entry is in \(file.path), but it does not work: \(failure.message)\nCorrect that and run this again, or take "
          + "the entry out: nethesis-mcp uninstall \(target.client.rawValue)\(scope)\(name)"
      )
    }
  }

  private func names(of check: InstalledEntry.Check) -> String {
    let names = check.tools.prefix(5).joined(separator: ", ") + (check.tools.count > 5 ? ", …" : "")
    return check.tools.isEmpty ? "" : " (\(names))"
  }

  /// Prints the next steps for a person.
  func hints(for entry: ServerEntry) throws {
    if case .stdio(_, let arguments) = entry.transport {
      for line in ShellVariables(Environment.variables(prefix: Setting.variablePrefix), besides: arguments).lines {
        try StandardStream.output(line)
      }
    }
    try StandardStream.output("Next: \(target.client.nextStep(target.scope))")
  }
}
