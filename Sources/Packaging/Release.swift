import Foundation

/// Everything that the artefacts of a release are made of, and where they go.
struct Release {
  let facts: Facts
  let program: ProgramFile
  let changelog: Changelog
  /// The folder of artefacts.
  let output: URL
  /// The folder for what they are made from.
  let work: URL
  /// The project's folder.
  let project: URL
  /// The program without what only debuggers read.
  let stripped: URL
  let architecture: Architecture

  init(facts: Facts, program: ProgramFile, output: URL, work: URL, project: URL) throws {
    (self.facts, self.program, self.output, self.work, self.project) = (facts, program, output, work, project)
    changelog = try Changelog(file: project.appending(path: Self.changelogPath))
    architecture = try program.architecture()
    stripped = try program.stripped(in: work)
  }

  /// The manual pages, by name, in their source.
  func manualPages() throws -> [(name: String, source: String)] {
    try ManualPage.all(program.commands, facts: facts).map { ($0.name, $0.text.lines.joined(separator: "\n") + "\n") }
  }

  /// The packages and libraries that the program consists of.
  func components() throws -> [Component] {
    try Component.all(program, resolved: project.appending(path: "Package.resolved"))
  }

  static let changelogPath = "Sources/NethesisMCP/NethesisMCP.docc/Changelog.md"
}
