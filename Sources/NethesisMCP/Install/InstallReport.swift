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
      let state = after == nil ? "There is no entry \(target.name)" : "The entry \(target.name) is there already"
      return try StandardStream.output("\(state); nothing was changed.")
    }
    try StandardStream.output("  \((client.container + [target.name]).joined(separator: "."))")
    for line in EntryDifference.lines(from: before, to: after) {
      try StandardStream.output(VisibleText.spelled(line))
    }
    guard !isDry else { return try StandardStream.output("Nothing was written.") }
    let kept = outcome.copy.map { " The file as it was: \($0)" } ?? ""
    try StandardStream.output((outcome.isRemoved ? "Removed: it was made for the entry." : "Written.") + kept)
  }

  /// Starts the entry that is in the file now.
  func check() throws {
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
      let tools = try InstalledEntry(client: target.client, members: members).tools(searching: path)
      let names = tools.prefix(5).joined(separator: ", ") + (tools.count > 5 ? ", …" : "")
      try StandardStream.output("It works: \(tools.count) tools\(tools.isEmpty ? "" : " (\(names))").")
    } catch let failure as CommandFailure {
      let scope = target.scope == .project ? " --scope project" : ""
      let name = target.name == "nethesis" ? "" : " --name \(target.name)"
      throw CommandFailure.failed(
        "the entry is in \(file.path), but it does not work: \(failure.message)\nCorrect that and run this again, or take "
          + "the entry out: nethesis-mcp uninstall \(target.client.rawValue)\(scope)\(name)"
      )
    }
  }

  /// Prints what a person has to know and do next.
  func hints(for entry: ServerEntry) throws {
    if case .stdio(_, let arguments) = entry.transport {
      let credentials = ["--token-file", "--sandbox", "--config", "--spec", "--backend"]
      if !arguments.contains(where: { argument in credentials.contains { argument.hasPrefix($0) } }) {
        try StandardStream.output(
          "Calls need a session token: put it into a file that only you can read, and run this again with "
            + "-- --token-file FILE"
        )
      }
      let variables = Environment.variables(prefix: Setting.variablePrefix).keys.sorted()
      if !variables.isEmpty {
        try StandardStream.output(
          "Clients do not hand on \(variables.joined(separator: ", ")); give them as options after --."
        )
      }
    }
    try StandardStream.output("Next: \(target.client.nextStep(target.scope))")
  }
}
