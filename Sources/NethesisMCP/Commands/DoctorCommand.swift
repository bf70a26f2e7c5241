import ArgumentParser
import EventThread
import JSON

/// Looks whether everything is there that calls need.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what is wrong with the settings, the document, the backend and the credential.",
    discussion: """
      It takes the options with which the server is started, and looks at everything that
      a call needs, in that order. Each line begins with ok, warn or fail; what is not ok
      says what to do next. No secret is printed, and nothing is changed.

      Examples:
        nethesis-mcp doctor --token-file ~/.nethesis-token
        nethesis-mcp doctor --config nethesis.json --json

      It ends with 0 unless a line begins with fail, and with 1 then.
      """
  )

  @Flag(help: "Print JSON: an array of objects.") var json = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    let checkup = try checkup()
    try StandardStream.output(json ? checkup.json.description : checkup.text)
    if checkup.hasFailed { throw ExitStatus.failed }
  }

  /// Everything that is looked at; what rests on something that has failed is left out.
  private func checkup() throws -> Checkup {
    var checkup = Checkup()
    let startup: Startup
    do throws(SettingsError) {
      startup = try Startup(options)
      try checkup.checkSettings(startup)
    } catch {
      checkup.fail("settings", "\(error).")
      return checkup
    }
    return try EventThread.run(throwing: { [checkup] thread in
      var checkup = checkup
      do throws(CommandFailure) {
        checkup.check(try await LoadedDocument(startup.settings, on: thread), startup.settings)
      } catch {
        checkup.fail("document", "\(error)")
      }
      return checkup
    })
  }
}
