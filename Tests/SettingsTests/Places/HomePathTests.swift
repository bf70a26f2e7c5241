import Files
import Foundation
import ProcessEnvironment
@testable import Settings
import Testing

/// Paths that begin with a tilde, which no shell has expanded.
struct HomePathTests {
  @Test(arguments: [
    ("~", "/home/m"), ("~/t", "/home/m/t"), ("~/", "/home/m/"), ("~t", "~t"), ("~m/t", "~m/t"), ("a/~", "a/~"),
    ("/~/t", "/~/t"), ("", ""),
  ])
  func `the home takes the place of a tilde that is the first name`(path: String, expanded: String) {
    #expect(HomePath.expanded(path, home: "/home/m") == expanded)
  }

  @Test func `without a home a path stays as it is`() { #expect(HomePath.expanded("~/t", home: nil) == "~/t") }

  @Test func `options, variables and the file are expanded, and what is no path is not`() throws {
    let home = try #require(StateFolder.home)
    let options = try Settings(options: [.tokenFile: ["~/t"], .spec: ["~/s.yaml"], .overlay: ["~/a", "b"]])
    #expect(options.credential == .file("\(home)/t"))
    #expect(options.spec == .file("\(home)/s.yaml"))
    #expect(options.overlays == ["\(home)/a", "b"])
    let variables = try Settings(environment: ["NETHESIS_MCP_OVERLAY": "~/a:b:~/c", "NETHESIS_MCP_TOKEN": "~/t"])
    #expect(variables.overlays == ["\(home)/a", "b", "\(home)/c"])
    #expect(variables.credential == .token("~/t"))
    let text = #"{"ca-file": "~/ca", "audit": "a", "credentials": {"k": {"key-file": "~/k"}}}"#
    let file = try Settings(options: [.config: ["/etc/n/c.json"]]) { _ in Array(text.utf8) }
    #expect(file.caFile == "\(home)/ca")
    #expect(file.audit == "/etc/n/a")
    #expect(file.credentials == ["k": .keyFile("\(home)/k")])
  }

  @Test func `of several documents, too`() throws {
    let home = try #require(StateFolder.home)
    let settings = try Settings(options: [.spec: ["a=~/a", "b=b"], .tokenFile: ["a=~/t"]])
    #expect(settings.documents.map(\.spec) == [.file("\(home)/a"), .file("b")])
    #expect(settings.documents[0].credential == .file("\(home)/t"))
  }
}
