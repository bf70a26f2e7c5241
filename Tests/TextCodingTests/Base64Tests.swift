import Testing
import TextCoding

/// RFC 4648: section 10 has the test vectors, section 5 the alphabet of URLs.
struct Base64Tests {
  @Test(arguments: zip(["", "f", "fo", "foo", "foob", "fooba"], ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE="]))
  func `texts of the specification are written and read`(plain: String, text: String) {
    #expect(Base64.text(Array(plain.utf8)) == text)
    #expect(Base64.bytes(canonical: text.utf8, .standard) == Array(plain.utf8))
    let unpadded = String(text.prefix { $0 != "=" })
    #expect(Base64.text(Array(plain.utf8), .url) == unpadded)
    #expect(Base64.bytes(canonical: unpadded.utf8, .url) == Array(plain.utf8))
    #expect(Base64.bytes(lenient: unpadded[...]) == Array(plain.utf8))
  }

  @Test func `the last two digits differ in the form for URLs`() {
    #expect(Base64.text([251, 255]) == "+/8=")
    #expect(Base64.text([251, 255], .url) == "-_8")
    #expect(Base64.bytes(canonical: "-_8=".utf8, .standard) == nil)
    #expect(Base64.bytes(canonical: "+/8".utf8, .url) == nil)
    #expect(Base64.bytes(lenient: "-_8=") == [251, 255])
    #expect(Base64.bytes(lenient: "+/8") == [251, 255])
  }

  @Test(arguments: ["Zg=", "Zg", "Zh==", "Z===", "Zm9=", "Zm 9v", "Zm9v\n", "=Zm9", "Zm9v===="])
  func `a text that is not canonical is refused`(text: String) {
    #expect(Base64.bytes(canonical: text.utf8, .standard) == nil)
  }

  @Test(arguments: ["Z", "Zh", "Zm9v=", "Zm9vY"])
  func `a text for URLs that is not canonical is refused`(text: String) {
    #expect(Base64.bytes(canonical: text.utf8, .url) == nil)
  }

  @Test func `blanks and breaks between digits are passed over, and other signs are not`() {
    #expect(Base64.bytes(lenient: "Zm9\r\nv Yg") == Array("foob".utf8))
    for text in ["Zm9!", "Zg==Zg", "Zm9vY", "Zm9vé"] { #expect(Base64.bytes(lenient: text[...]) == nil) }
  }
}
