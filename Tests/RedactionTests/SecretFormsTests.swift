@testable import Redaction
import Testing

struct SecretFormsTests {
  private static let secrets = [
    #"S3cr3t "Pä\ss"/🔑%+w"#, "cs-Ab3xK9mQ2pLz/7YtR4vWn~8Zq", "S3cr3t-Passw0rd!", #"c:\new\x41%41&amp;=41pw"#,
    "12345678",
    "éàüöß-Straße", "correct horse battery staple", "aaaaaaaa",
  ]

  @Test(arguments: 0..<Disguises.all.count, secrets)
  func `a secret is found in every form`(disguise: Int, secret: String) {
    let (name, write) = Disguises.all[disguise]
    // An escape of its own that something is put into reads as nobody can tell.
    if secret.hasPrefix("c:"), ["lines as", "joiners"].contains(where: name.contains) { return }
    let scrubber = Scrubber([secret])
    for (before, after) in [("", ""), ("<", ">"), ("the value \"", "\", which is wrong"), ("a=", "&b=c")] {
      let text = before + write(secret) + after
      let scrubbed = scrubber.scrub(text)
      #expect(scrubbed.contains(Scrubber.mark), "\(name): \(text)")
      let most = before.utf8.count + after.utf8.count + write("").utf8.count + 20
      #expect(scrubbed.utf8.count <= most, "\(name): \(text) is \(scrubbed)")
    }
  }

  @Test func `composed and decomposed characters are the same`() {
    let composed = "p\u{E9}-\u{1EAD}-\u{D55C}-secret"
    let decomposed = "pe\u{301}-a\u{323}\u{302}-\u{1112}\u{1161}\u{11AB}-secret"
    #expect(Scrubber([composed]).scrub("<\(decomposed)>") == "<[redacted]>")
    #expect(Scrubber([decomposed]).scrub("<\(composed)>") == "<[redacted]>")
    #expect(Scrubber([composed]).scrub("<\(decomposed.uppercased())>") == "<[redacted]>")
  }

  /// An escape that a secret seems to have may be, in Latin-1, a character of another secret.
  @Test func `a secret beside one with a character that an escape in it stands for`() {
    let (secret, other) = (#"6Ww8HXUfva8R+/é "AL6bfM1NZShK\&%dc0LMCS8jVp2"#, "ck_0123456789ab.ü0123456789ab")
    let text = #"You have sent 6Ww8HXUfva8R+\\\/é \\\"AL6bfM1NZShK\\\\&%dc0LMCS8jVp2, which is wrong."#
    for secrets in [[secret], [secret, other], [other, secret]] {
      #expect(Scrubber(secrets).scrub(text) == "You have sent [redacted], which is wrong.")
    }
  }

  @Test func `bytes of Latin-1 and of UTF-16 are text`() {
    let scrubber = Scrubber(["pass-wörd-🔑-1"])
    let latin1 = Scrubber(["pass-wörd-1"]).scrub([0x3C] + "pass-w".utf8 + [0xF6] + "rd-1>".utf8)
    #expect(latin1 == Array("<[redacted]>".utf8))
    for isLittle in [true, false] {
      let bytes = [0xFF, 0x80, 0xFE] + Disguises.wideBytes("pass-wörd-🔑-1", isLittle: isLittle) + [0xFF, 0x81]
      #expect(scrubber.scrub(bytes).count < 20, "\(isLittle)")
    }
  }

  // MARK: Parts

  @Test(arguments: [
    ("S3cr3t-Passw…", "[redacted]…"), ("S3cr3t-P", "[redacted]"), ("…t-Passw0rd!", "…[redacted]"),
    ("S3cr3t-", "S3cr3t-"), ("w0rd!", "w0rd!"), ("cr3t-Passw", "cr3t-Passw"), ("S3CR3T-PASSW", "[redacted]"),
    ("UzNjcjN0LVBhc3N3", "[redacted]"), ("S3cr3t%2DPassw", "[redacted]"), ("s3cr3t-passX", "[redacted]X"),
  ])
  func `a beginning or an end is enough if it has half of the characters and eight`(text: String, scrubbed: String) {
    #expect(Scrubber(["S3cr3t-Passw0rd!"]).scrub(text) == scrubbed)
  }

  @Test(arguments: ["customer-portal-2024", "readonlyaccess1", "1234567890abc"])
  func `a part of one kind of characters is none`(secret: String) {
    let word = String(secret.prefix { $0.isLetter } + secret.prefix { $0.isNumber })
    #expect(Scrubber([secret]).scrub("the \(word) is") == "the \(word) is")
    #expect(Scrubber([secret]).scrub("the \(secret) is") == "the [redacted] is")
  }

  @Test func `a whole value that is a part stays where it is asked to`() {
    let scrubber = Scrubber(["nm_0123456789.abcdefghij"])
    #expect(scrubber.scrub("nm_0123456789", keepsParts: true) == "nm_0123456789")
    #expect(scrubber.scrub("nm_0123456789") == "[redacted]")
    #expect(scrubber.scrub("is nm_0123456789", keepsParts: true) == "is [redacted]")
    #expect(scrubber.scrub("nm_0123456789.abcdefghij", keepsParts: true) == "[redacted]")
  }

  // MARK: Short ones

  @Test(arguments: ["1234", "%31234", "\\u00312\\x334", "MTIzNA==", "31323334", "１２３４", "&#49;234", "12\u{AD}34"])
  func `a short secret is a whole value in any form`(text: String) {
    #expect(Scrubber(["1234"]).scrub(text) == "[redacted]")
    #expect(Scrubber(["1234"]).scrub("\(text) \(text)") == "\(text) \(text)")
  }

  // MARK: Many

  @Test func `secrets that begin alike are told apart`() {
    let secrets = (0..<200).map { "sk_live_\(1000 + $0)-abcdefgh\($0)" }
    let scrubber = Scrubber(secrets)
    let text = secrets.joined(separator: " ")
    #expect(scrubber.scrub(text) == secrets.map { _ in Scrubber.mark }.joined(separator: " "))
    #expect(scrubber.scrub("sk_live_9999-xyz") == "sk_live_9999-xyz")
  }

  @Test func `secrets that share more than half are taken out all the same`() {
    let secrets = (0..<200).map { "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\(1000 + $0)" }
    let scrubbed = Scrubber(secrets).scrub(secrets.joined(separator: ", "))
    #expect(!scrubbed.contains("a1"))
    #expect(!scrubbed.contains("10"))
  }
}
