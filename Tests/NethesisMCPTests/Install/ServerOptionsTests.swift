import ProcessEnvironment
import Settings
import Testing

@testable import NethesisMCP

/// The options that a client's file may hold.
struct ServerOptionsTests {
  @Test(
    arguments: [
      "Bearer abc", "basic dTpw", "X-Authorization: x", "-----BEGIN PRIVATE KEY-----", "myk_0123456789abcdef.0123",
      "ghp_0123456789abcdef", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "https://user@host/x", "http://u:p@host",
      "https://host/x?a=1&access_token=2", "https://host/?api-key=1", "https://host/?sig=1",
      "https://host/d?api%5Fkey=1", "https://host/?%74oken=1", "https://host/?x=1;token=2",
      "https://host/d#access_token=1", "https://host/?k=sk-0123456789abcdef", "https:\\\\u:p@host/d",
    ]
  )
  func `a secret is recognized, and never repeated`(word: String) {
    let objection = SecretShape.objection(to: word)
    #expect(objection != nil && objection?.contains(word) == false)
    let failure = #expect(throws: CommandFailure.self) { try ServerOptions.checkSecrets(["--backend", word]) }
    #expect(failure?.message.contains(word) == false)
    #expect(throws: CommandFailure.self) { try ServerOptions.checkSecrets(["--backend=\(word)"]) }
    #expect(throws: CommandFailure.self) { try ServerOptions.checkSecrets(["--token-file", "shop=\(word)"]) }
  }

  @Test(
    arguments: [
      ["--token-file", "/home/me/.nethesis-token"], ["--token-file=my=token"], ["--sandbox"], ["--secrets", "strict"],
      ["--spec", "https://host/api.yaml?version=2"], ["--backend", "https://host/v1"], ["--include", "tag:tokens"],
      ["--include", "path:/auth/**"], ["--upload-root", "sk-folder"], ["--proxy", "http://proxy:3128"],
    ]
  )
  func `other options are no secrets`(words: [String]) throws {
    try ServerOptions.checkSecrets(words)
  }

  @Test func `a path that leads out of the project once a folder exists is refused`() {
    #expect(!FilePath.isInside("/p/a/../../t", "/p"))
    #expect(FilePath.isInside("/p/a/t", "/p"))
  }

  @Test func `an entry is shown without its secrets`() {
    let words = [
      "run", "--token", "S3CRET", "--api-key=S3CRET", "TOKEN=S3CRET", "https://u:S3CRET@h", "--token-file", "f",
    ]
    let text = InstalledEntry.shown(words).joined(separator: " ")
    #expect(!text.contains("S3CRET") && text.hasPrefix("run --token (not shown)") && text.hasSuffix("--token-file f"))
  }

  @Test(
    arguments: [
      (["--spec", "a.yaml"], ["--spec", "/w/a.yaml"]), (["--spec=a.yaml"], ["--spec=/w/a.yaml"]),
      (["--spec", "shop=./a.yaml"], ["--spec", "shop=/w/a.yaml"]),
      (["--spec", "my=built-in"], ["--spec", "my=built-in"]),
      (["--spec", "https://x/a"], ["--spec", "https://x/a"]), (["--audit", "/log"], ["--audit", "/log"]),
      (["--sandbox", "--overlay", "o"], ["--sandbox", "--overlay", "/w/o"]), (["--tools", "all"], ["--tools", "all"]),
      (["--config", "../c"], ["--config", "/w/../c"]), (["--backend", "x=sandbox"], ["--backend", "x=sandbox"]),
    ]
  )
  func `paths hold wherever the server is started`(words: [String], expected: [String]) throws {
    #expect(try ServerOptions(words, in: nil, workingFolder: "/w").arguments == ["stdio"] + expected)
  }
}
