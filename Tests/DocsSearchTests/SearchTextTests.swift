@testable import DocsSearch
import Testing

/// The words of texts.
struct SearchTextTests {
  @Test(
    arguments: [
      ("Create an API key", ["create", "an", "api", "key"]),
      ("expires_in_days", ["expires", "in", "days", "expiresindays"]),
      ("userId, e-mail", ["user", "id", "userid", "e", "mail", "email"]),
      ("/me/api-keys/{id}", ["me", "api", "keys", "apikeys", "id"]),
      ("già esistente; perché?", ["gia", "esistente", "perche"]),
      ("it's the user's", ["it", "s", "the", "user", "s"]),
      ("创建密钥", ["创", "创建", "建密", "密钥"]),
      ("", []), ("--- ___", []),
    ]
  )
  func `a text has words`(_ text: String, _ words: [String]) { #expect(SearchText.words(text) == words) }

  @Test func `a long word and a long identifier are bounded`() {
    #expect(SearchText.words(String(repeating: "a", count: 5000)).map(\.count) == [64])
    let parts = (0..<40).map { "p\($0)" }
    #expect(SearchText.words(parts.joined(separator: "_")) == parts)
  }

  @Test(arguments: [("groth", "growth", 1), ("acess", "access", 1), ("templete", "template", 1), ("ab", "ba", 1)])
  func `a distance counts edits`(_ word: String, _ other: String, _ distance: Int) {
    var measure = EditDistance(from: Array(word.utf8), limit: 2)
    let bytes = Array(other.utf8)
    #expect(measure.distance(to: bytes, mask: EditDistance.mask(bytes)) == distance)
    var narrow = EditDistance(from: Array("backup".utf8), limit: 2)
    #expect(narrow.distance(to: bytes, mask: EditDistance.mask(bytes)) == nil)
  }
}
