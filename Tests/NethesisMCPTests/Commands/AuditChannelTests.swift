import Foundation
import JSON
import Testing
import TestSupport

struct AuditChannelTests {
  @Test(arguments: [(["--token-to", "token"], "file"), (["--token-to", "-"], "output"), ([], "result")])
  func `the record says where the command line put a token`(options: [String], channel: String) async throws {
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/audit"
    let outcome = try await BuiltProgram.run(
      ["call", "create_api_key", "name=backup", "mode=read", "--sandbox", "--password-stdin", "--audit", log]
        + options.map { $0 == "token" ? "\(folder.path)/token" : $0 },
      input: "S3cr3t-Passw0rd!\n",
      folder: folder
    )
    #expect(outcome.code == 0)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { line in
      try JSONParser.parse(Array(line.utf8))
    }
    #expect(lines.filter { $0["event"] == "delivered" }.map { $0["outcome"] } == [.string(channel)])
  }
}
