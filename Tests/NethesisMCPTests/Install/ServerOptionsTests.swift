import Testing

@testable import NethesisMCP

/// The options that a client's file may hold.
struct ServerOptionsTests {
  @Test(
    arguments: [
      "Bearer abc", "basic dTpw", "X-Authorization: x", "-----BEGIN PRIVATE KEY-----", "myk_0123456789abcdef.0123",
      "ghp_0123456789abcdef", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "https://user@host/x", "http://u:p@host",
      "https://host/x?a=1&access_token=2", "https://host/?api-key=1", "https://host/?sig=1",
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
