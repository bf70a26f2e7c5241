import ArgumentParser
import Crypto
import Foundation
import Testing
import TestSupport

@testable import NethesisMCP

struct AccessCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a token is printed once, and the file has only its digest`() async throws {
    let file = folder.path + "/tokens"
    var lines = ""
    for name in ["alice", "bob@example.com"] {
      let outcome = try await BuiltProgram.run(["access", "add", name, "--file", file], folder: folder)
      #expect(outcome.code == 0)
      let token = outcome.output.trimmingCharacters(in: .newlines)
      #expect(token.hasPrefix("nmcp_"))
      #expect(token.utf8.count == 5 + 64)
      #expect(!outcome.errors.contains(token))
      let digest = SHA256.hash(data: Array(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      lines += "\(name):\(digest)\n"
      #expect(try String(contentsOfFile: file, encoding: .utf8) == lines)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test(arguments: ["", "a:b", "a b", "#a", "à", "a\n"])
  func `a name that the file could not hold is refused`(_ name: String) {
    #expect(throws: (any Error).self) { try AccessCommand.Add.parse([name, "--file", "tokens"]) }
  }

  @Test(arguments: ["/no/such/folder/tokens", "/"])
  func `a file that cannot be written is an error, and no token is printed`(_ file: String) async throws {
    let outcome = try await BuiltProgram.run(["access", "add", "alice", "--file", file], folder: folder)
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("Error: \(file) cannot be written: "))
  }
}
