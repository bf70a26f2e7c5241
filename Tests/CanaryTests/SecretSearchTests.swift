import Canary
import Testing

struct SecretSearchTests {
  private static let secrets = CanarySecrets()
  private static let search = SecretSearch(secrets.all)

  private func disguises(_ text: String) -> Set<Disguise> {
    Set(Self.search.findings(in: Array(text.utf8)).map(\.disguise))
  }

  @Test(arguments: secrets.all)
  func `a piece of eight bytes is enough, and a shorter one is not`(secret: CanarySecrets.Secret) {
    let found = Self.search.findings(in: Array("before \(secret.text.prefix(8)) behind".utf8))
    #expect(found.map(\.secret) == [secret.name] && found.map(\.disguise) == [.none])
    #expect(Self.search.findings(in: Array("before \(secret.text.prefix(7)) behind".utf8)) == [])
  }

  @Test func `it is told what had to be undone`() {
    let secret = Self.secrets.session.text
    #expect(disguises(secret) == [.none])
    #expect(disguises(Spelling.codes.write(secret)) == [.escapes])
    #expect(disguises(Spelling.percentEverywhere.write(secret)) == [.percent])
    #expect(disguises(Spelling.capitalHexadecimal.write(secret)) == [.hexadecimal])
    #expect(disguises(Spelling.base64URLAfter2.write(secret)) == [.base64])
    #expect(disguises(Spelling.base64Twice.write(secret)) == [.base64])
    #expect(disguises(Spelling.base64OfUTF16.write(secret)) == [.base64])
    #expect(disguises(Spelling.base32.write(secret)) == [.base32])
    #expect(disguises(Spelling.decimalReferences.write(secret)) == [.references])
    #expect(disguises(Spelling.quotedPrintable.write(secret)) == [.quotedPrintable])
    #expect(disguises(Spelling.octal.write(secret)) == [.escapes])
    #expect(disguises(Spelling.fullWidth.write(secret)) == [.look])
    #expect(disguises(Spelling.lines.write(secret)) == [.look])
  }

  @Test func `disguises may be on top of one another`() {
    let base64 = Spelling.base64.write(Self.secrets.token.text)
    #expect(disguises(Spelling.percentEverywhere.write(base64)) == [.base64])
    #expect(disguises(Spelling.codes.write(Spelling.codes.write(base64))) == [.base64])
    #expect(
      disguises(Spelling.percent.write(Spelling.escapedTwice.write(Self.secrets.password.text))).contains(.percent)
    )
  }

  @Test func `it is never said what the secret is`() {
    for finding in Self.search.findings(in: Array(Self.secrets.all.map(\.text).joined().utf8)) {
      #expect(!Self.secrets.all.contains { "\(finding)".contains($0.text) })
    }
  }
}
