@testable import OpenAPI
import Testing

/// What is no query, and where that is seen (RFC 9535, 2.1).
struct JSONPathSyntaxTests {
  @Test(
    arguments: [
      ("", 1), (" $", 1), ("$ ", 2), ("a", 1), ("@.a", 1), ("$.", 3), ("$..", 4), ("$. a", 3), ("$.a.", 5), ("$.1a", 3),
      ("$[]", 3), ("$[", 3), ("$[a]", 3), ("$['a'", 6), ("$['a", 5), ("$['a' 'b']", 7), ("$[1,]", 5), ("$[01]", 3),
      ("$[-0]", 3), ("$[1:2:3:4]", 8), ("$[9007199254740992]", 3), ("$['\\x']", 6), ("$[\"\\'\"]", 6),
      ("$['\\u12']", 10),
      ("$['\\uD800']", 10), ("$['\t']", 4), ("$.a$", 4), ("$[*", 4),
      ("$[?]", 4), ("$[?1]", 5), ("$[?'a']", 7), ("$[?true]", 8), ("$[?@.a ==]", 10), ("$[?@.a = 1]", 8),
      ("$[?@.* == 1]", 12), ("$[?@..a == 1]", 13), ("$[?@[0:1] == 1]", 15), ("$[?1 == @.*]", 12), ("$[?(@.a]", 8),
      ("$[?!@.a == 1]", 9), ("$[?@.a &&]", 10), ("$[?@.a || ]", 11), ("$[?@.a == [1]]", 11), ("$[?@.a == {}]", 11),
      ("$[?@.a === 1]", 10), ("$[?length(@.*) == 1]", 14), ("$[?length(@.a)]", 15), ("$[?length() == 1]", 11),
      ("$[?length (@) == 1]", 4), ("$[?length(@, @) == 1]", 12), ("$[?count(1) == 1]", 11),
      ("$[?count(@.a) == 1 1]", 20),
      ("$[?match(@.a, 'a') == true]", 27), ("$[?match(@.a)]", 13), ("$[?nope(@)]", 4), ("$[?value(@.a)]", 14),
      ("$[?length(match(@, '')) == 1]", 23), ("$[?count(length(@)) == 1]", 19), ("$[?TRUE == @]", 4),
    ] as [(String, Int)]
  )
  func `a text is refused with the place`(text: String, character: Int) {
    do throws(JSONPathError) {
      _ = try JSONPathParser.parse(text)
      Issue.record("The text is read.")
    } catch {
      #expect(error.offset + 1 == character, "\(error)")
      #expect("\(error)".hasSuffix(" at character \(character)"))
    }
  }

  @Test func `nesting is bounded`() {
    let text = "$[?" + String(repeating: "(", count: 100_000)
    #expect(throws: JSONPathError.self) { try JSONPathParser.parse(text) }
    let filters = String(repeating: "$[?@", count: 100_000)
    #expect(throws: JSONPathError.self) { try JSONPathParser.parse(filters) }
  }
}
