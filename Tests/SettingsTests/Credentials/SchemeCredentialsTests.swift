@testable import Calls
import Logging
import ProcessEnvironment
@testable import Redaction
@testable import Settings
import Testing
import TestSupport

@testable import OpenAPI

struct SchemeCredentialsTests {
  private let folder: TemporaryFolder
  private let redactor = Redactor()

  init() throws { folder = try TemporaryFolder() }

  private static let token = SecurityScheme(name: "Token", kind: .http(scheme: "bearer", bearerFormat: nil))
  private static let basic = SecurityScheme(name: "Basic", kind: .http(scheme: "basic", bearerFormat: nil))
  private static let key = SecurityScheme(name: "Key", kind: .apiKey(name: "X-Key", location: .header))

  private func credentials(
    _ settings: [String: CredentialSetting],
    session: Settings.Credential = .token("session")
  ) -> SchemeCredentials {
    let logger = Logger(level: .critical, redactor: redactor)
    let session = TokenSource(session, for: "https://h", redactor: redactor, logger: logger)
    return SchemeCredentials(session, settings, redactor: redactor, logger: logger)
  }

  @Test func `the session token is for every scheme that takes a token and has none of its own`() async throws {
    let credentials = credentials([:])
    #expect(credentials.origin == "https://h")
    #expect(try await credentials.credential(for: Self.token) == .bearer("session"))
    #expect(try await credentials.credential(for: Self.basic) == nil)
    #expect(try await credentials.credential(for: Self.key) == nil)
  }

  @Test func `each scheme has what was configured for it`() async throws {
    let credentials = credentials([
      "Token": .tokenFile(try folder.write("t", " own \n")), "Key": .keyFile(try folder.write("k", "a key\n")),
      "Basic": .user("mario", passwordFile: try folder.write("p", " p:w é \r\n")),
    ])
    #expect(try await credentials.credential(for: Self.token) == .bearer("own"))
    #expect(try await credentials.credential(for: Self.key) == .key("a key"))
    #expect(try await credentials.credential(for: Self.basic) == .basic(user: "mario", password: " p:w é "))
    #expect(["own", "a key", " p:w é "].map(redactor.redact) == Array(repeating: "[redacted]", count: 3))
  }

  @Test func `a secret of the environment is what the scheme takes`() async throws {
    let credentials = credentials(["Token": .secret("t"), "Key": .secret("k:1"), "Basic": .secret("mario:p:w")])
    #expect(try await credentials.credential(for: Self.token) == .bearer("t"))
    #expect(try await credentials.credential(for: Self.key) == .key("k:1"))
    #expect(try await credentials.credential(for: Self.basic) == .basic(user: "mario", password: "p:w"))
  }

  @Test func `a file that was written anew is read anew`() async throws {
    let file = try folder.write("k", "first")
    let credentials = credentials(["Key": .keyFile(file)])
    #expect(try await credentials.credential(for: Self.key) == .key("first"))
    try folder.write("k", "other")
    #expect(try await credentials.credential(for: Self.key) == .key("other"))
  }

  @Test(arguments: [
    (CredentialSetting.keyFile("f"), "", "no API key in the file f: the key is empty"),
    (
      .keyFile("f"), "a\u{1}b",
      "no API key in the file f: a key is one line of ASCII letters, without control characters"
    ),
    (.user("u", passwordFile: "f"), "\n", "no password in the file f: the password is empty"),
    (.user("u", passwordFile: "f"), "a\nb", "no password in the file f: a password is one line of UTF-8"),
    (.tokenFile("f"), "a b", "no token in the file f: a token is one line of ASCII letters"),
  ])
  func `a file with nothing usable is said, without what is in it`(
    setting: CredentialSetting,
    content: String,
    words: String
  ) async throws {
    let file = try folder.write("f", content)
    let (scheme, placed): (SecurityScheme, CredentialSetting) =
      switch setting {
      case .keyFile: (Self.key, .keyFile(file))
      case .tokenFile: (Self.token, .tokenFile(file))
      default: (Self.basic, .user("u", passwordFile: file))
      }
    let error = await #expect(throws: CredentialError.self) {
      try await credentials([scheme.name: placed]).credential(for: scheme)
    }
    #expect(error?.sentence.replacing(file, with: "f").hasPrefix("There is \(words)") == true)
  }

  @Test func `what to configure is said by the name of the scheme`() {
    #expect(credentials([:]).advice(for: Self.key).contains(#"{"credentials":{"Key":{"key-file":"FILE"}}}"#))
  }
}
