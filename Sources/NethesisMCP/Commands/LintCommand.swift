import APITools
import ArgumentParser
import Assembly
import Calls
import EventThread
import JSON
import OpenAPI
import Operations
import ProcessEnvironment
import Settings

/// Reports the faults of documents.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Says what of a document cannot be served, and what is probably wrong with it.",
    discussion: """
      It reads the document, applies the overlays, makes the tools, and prints what
      it finds, in the order of the texts: file:line:column: severity: message
      (pointer). An error is an operation that cannot be served, a warning something
      that is not as it was meant, a note nothing to worry about. Nobody is asked,
      but for a document that has a URL.

      Examples:
        nethesis-mcp lint --spec api.yaml
        nethesis-mcp lint --spec api.yaml --overlay api.overlay.yaml --strict --json
        nethesis-mcp lint --spec shop=shop.yaml --spec crm=crm.yaml

      It ends with 0 when nothing worse than warnings was found (notes, with
      --strict), 1 when something was, and 2 when the document cannot be read: with
      --json that is the only finding, without a file and a line.
      """
  )

  @Flag(help: "Print JSON: an array of objects.") var json = false
  @OptionGroup var options: CommonOptions
  @Argument(help: .hidden) var documents: [String] = []

  func run() throws {
    if let document = documents.first {
      throw CommandFailure.usage("give the document with --spec: nethesis-mcp lint --spec \(document)")
    }
    let startup = try Startup(options)
    let parts = startup.parts
    let all: [(document: String?, findings: Findings, needs: CredentialNeeds)]
    do {
      all = try EventThread.run(
        usesDispatch: false,
        throwing: { thread in
          var all: [(document: String?, findings: Findings, needs: CredentialNeeds)] = []
          for part in parts {
            let loaded = try await part.load(on: thread)
            let served = ServedDocument(toLookAt: loaded.document, part.settings)
            for mistake in part.settings.mistakes(about: served) { throw part.named(mistake) }
            let needs = CredentialNeeds(of: served.entries.map(\.operation))
            all.append((part.settings.document, Findings(of: loaded, served, part.settings), needs))
          }
          return all
        }
      )
    } catch let failure as CommandFailure where json {
      // A program that reads the findings finds this error among them.
      let item: JSONObject = ["severity": "error", "message": .string(failure.message)]
      try StandardStream.output(JSONValue.array([.object(item)]))
      throw failure.exitCode
    }
    if json {
      let items = all.flatMap { document, findings, _ in findings.items(of: document) }
      try StandardStream.output(JSONValue.array(items))
    } else {
      for (document, findings, needs) in all {
        for line in findings.lines { try StandardStream.output(line) }
        let name = document.map { "\($0): " } ?? ""
        StandardStream.say("\(name)\(findings.summary) in \(findings.document)")
        if let sentence = needs.sentence {
          StandardStream.say("\(name)\(sentence) nethesis-mcp doctor, with the same options, says where to put it.")
        }
      }
    }
    let limit: Diagnostic.Severity = startup.settings.isStrict ? .warning : .error
    if let worst = all.compactMap(\.findings.worst).max(), worst >= limit { throw ExitStatus.failed }
  }
}
