import Assembly
import ArgumentParser
import EventThread
import JSON
import ProcessEnvironment
import Settings
import SignIn

/// Lists the sessions that calls can use.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Prints who is signed in where, and until when.",
    discussion: """
      For each document: the API, the people who are signed in, and until when
      their sessions hold. A token that is configured goes before them. No token
      is printed, and nothing is sent. It ends with 1 if some API has neither.

      Examples:
        nethesis-mcp status
        nethesis-mcp status --json
      """
  )

  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var options: CommonOptions

  func run() throws {
    let startup = try Startup(options)
    let isJSON = json
    let isReady = try EventThread.run(throwing: { thread in
      var reports: [SignInReport] = []
      for part in startup.parts { reports.append(try await SignInReport(part, on: thread)) }
      if isJSON {
        try StandardStream.output(.object(["documents": .array(reports.map(\.json))]))
      } else {
        try StandardStream.output(reports.map(\.text).joined(separator: "\n\n"))
      }
      return reports.allSatisfy(\.isReady)
    })
    if !isReady { throw ExitStatus.failed }
  }
}
