import Foundation
import JSON
import Settings
import Testing

@testable import Packaging

struct ArtefactTests {
  private static func facts() throws -> Facts {
    Facts(version: try #require(ReleaseVersion(core: "1.2.3")), date: 1_796_000_000, baseURL: nil, imageName: nil)
  }

  private static func identity() throws -> ServerIdentity {
    try ServerIdentity(
      JSONParser.parse(
        #"{"result": {"serverInfo": {"name": "n", "title": "T", "description": "D", "version": "1.2.3"}}}"#
      )
    )
  }

  @Test func `descriptions fit into registries`() throws {
    #expect(Facts.description.count <= 100)
    #expect(Facts.registryName.wholeMatch(of: /[a-zA-Z0-9.\-]+\/[a-zA-Z0-9._\-]+/) != nil)
  }

  @Test func `each setting that is offered is a variable of the bundle, and a field`() throws {
    let manifest = Bundle.manifest(try Self.facts(), try Self.identity())
    let variables = try #require(manifest["server"]?["mcp_config"]?["env"]?.object)
    #expect(variables.names == Facts.offeredSettings.map(\.setting.variable))
    for (setting, title) in Facts.offeredSettings {
      let key = setting.rawValue.replacing("-", with: "_")
      #expect(variables[setting.variable]?.string == "${user_config.\(key)}")
      #expect(manifest["user_config"]?[key]?["title"]?.string == title)
    }
  }

  @Test func `the registry's entry says what the server says of itself`() throws {
    let entry = RegistryEntry.entry(try Self.facts(), try Self.identity(), packages: [])
    #expect(entry["title"] == "T")
    #expect(entry["description"] == "D")
    #expect(entry["version"] == "1.2.3")
  }

  @Test func `what only systemd fills in stays as it is in the units`() {
    #expect(ServiceUnit.system.contains("LoadCredential=session-token:/etc/nethesis-mcp/session-token"))
    // Users could not be told apart.
    #expect(!ServiceUnit.system.contains("PrivateUsers=yes"))
    #expect(ServiceUnit.system.contains("AF_NETLINK"))
  }

  @Test(arguments: [(0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_796_000_000, "Mon, 30 Nov 2026 00:53:20 +0000")])
  func `dates are as mails have them`(seconds: Int, text: String) {
    #expect(Dates.mail(seconds) == text)
  }

  @Test func `pretty JSON is the same value`() throws {
    let value = try JSONParser.parse(#"{"a": [1, {"b": "\"\n"}, [], {}], "c": null}"#)
    #expect(try JSONParser.parse(value.pretty) == value)
    #expect(value.pretty.split(separator: "\n").count == 11)
  }
}
