import Canary
import Testing

struct SecretSearchTests {
  private static let secrets = CanarySecrets()
  private static let search = LeakSearch(secrets.all)

  private func disguises(_ text: String) -> Set<Disguise> {
    Set(Self.search.findings(in: Array(text.utf8)).map(\.disguise))
  }

  @Test(arguments: secrets.all)
  func `a piece of eight bytes is enough, and a shorter one is not`(secret: CanarySecrets.Secret) {
    for section in secret.sections {
      let found = Self.search.findings(in: Array("before \(section.prefix(8)) behind".utf8))
      #expect(found.map(\.secret) == [secret.name] && found.map(\.disguise) == [.none])
      #expect(Self.search.findings(in: Array("before \(section.prefix(7)) behind".utf8)) == [])
    }
  }

  @Test func `what all signed tokens have in common is no secret`() {
    let text = CanarySecrets().signIn.all.map(\.text).joined(separator: " ")
    #expect(Self.search.findings(in: Array(text.utf8)) == [])
  }

  @Test func `it is told what had to be undone`() {
    let secret = Self.secrets.session.text
    #expect(disguises(secret) == [.none])
    #expect(disguises(EchoSpelling.codes.write(secret)) == [.escapes])
    #expect(disguises(EchoSpelling.percentEverywhere.write(secret)) == [.percent])
    #expect(disguises(EchoSpelling.capitalHexadecimal.write(secret)) == [.hexadecimal])
    #expect(disguises(EchoSpelling.base64URLAfter2.write(secret)) == [.base64])
    #expect(disguises(EchoSpelling.base64Twice.write(secret)) == [.base64])
    #expect(disguises(EchoSpelling.base64OfUTF16.write(secret)) == [.base64])
    #expect(disguises(EchoSpelling.base32.write(secret)) == [.base32])
    #expect(disguises(EchoSpelling.decimalReferences.write(secret)) == [.references])
    #expect(disguises(EchoSpelling.quotedPrintable.write(secret)) == [.quotedPrintable])
    #expect(disguises(EchoSpelling.octal.write(secret)) == [.escapes])
    #expect(disguises(EchoSpelling.fullWidth.write(secret)) == [.look])
    #expect(disguises(EchoSpelling.lines.write(secret)) == [.look])
  }

  @Test func `disguises may be on top of one another`() {
    let base64 = EchoSpelling.base64.write(Self.secrets.token.text)
    #expect(disguises(EchoSpelling.percentEverywhere.write(base64)) == [.base64])
    #expect(disguises(EchoSpelling.codes.write(EchoSpelling.codes.write(base64))) == [.base64])
    #expect(
      disguises(EchoSpelling.percent.write(EchoSpelling.escapedTwice.write(Self.secrets.password.text))).contains(
        .percent
      )
    )
  }

  @Test func `it is never said what the secret is`() {
    for finding in Self.search.findings(in: Array(Self.secrets.all.map(\.text).joined().utf8)) {
      #expect(!Self.secrets.all.contains { "\(finding)".contains($0.text) })
    }
  }
}
