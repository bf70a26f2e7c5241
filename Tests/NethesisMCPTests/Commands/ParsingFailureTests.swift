import ArgumentParser
@testable import Settings
import Testing

@testable import NethesisMCP

struct ParsingFailureTests {
  @Test(arguments: [
    ["read", "overview", "s3cr3t"], ["read", "overview", "s3\ncr3t", "s3cr3t' 'x"], ["read", "--json=s3cr3t"],
    ["tools", "-ps3cr3t"], ["uninstall", "cursor", "s3cr3t"], ["access", "add", "alice", "s3cr3t", "--file", "f"],
  ])
  func `a word in the wrong place is not repeated`(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try RootCommand.parseAsRoot(arguments) }
    guard let error else { return }
    let (plain, shown) = (RootCommand.fullMessage(for: error), ParsingFailure.text(of: error))
    #expect(plain.contains("cr3t") && !shown.contains("cr3t"), "\(shown)")
    #expect(shown.hasPrefix("Error: ") && shown.contains("Usage: nethesis-mcp"))
  }

  @Test func `other messages stay`() {
    let error = #expect(throws: (any Error).self) { try RootCommand.parseAsRoot(["read", "--tokn"]) }
    guard let error else { return }
    #expect(ParsingFailure.text(of: error) == RootCommand.fullMessage(for: error))
  }

  @Test(arguments: [
    ("S3cr3t-Passw0rd!", true), ("myk_0123456789abcdef.0123", true), ("0123456789abcdef0123456789", true),
    ("two words", true), ("https://u:p@host", true), ("cursr", false), ("list_api_keys", false),
    ("docs://operations/x{y}", false), ("operations/list_api_keys_of_2025", false), ("näher", false),
  ])
  func `an unknown name is repeated unless it may be a secret`(word: String, isHidden: Bool) {
    #expect(["abcdefghij"].unknown(word) == (isHidden ? "of the name given, which is not shown here" : word))
  }
}
