@testable import DocsSearch
import Testing

/// Stems of English words, by the examples of Porter's description.
struct StemmerTests {
  @Test(
    arguments: [
      ("caresses", "caress"), ("ponies", "poni"), ("cats", "cat"), ("feed", "feed"), ("agreed", "agre"),
      ("plastered", "plaster"), ("motoring", "motor"), ("sing", "sing"), ("conflated", "conflat"),
      ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"), ("falling", "fall"), ("hissing", "hiss"),
      ("filing", "file"), ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"),
      ("digitizer", "digit"), ("operator", "oper"), ("triplicate", "triplic"), ("formative", "form"),
      ("hopefulness", "hope"), ("allowance", "allow"), ("adjustment", "adjust"), ("adoption", "adopt"),
      ("effective", "effect"), ("rate", "rate"), ("cease", "ceas"), ("controll", "control"), ("syzygy", "syzygi"),
    ]
  )
  func `a stem is as described`(_ word: String, _ stem: String) { #expect(Stemmer.stem(word) == stem) }

  @Test func `words of other letters stay`() {
    #expect(
      ["ips4", "größe", "ab", "数据", "yyyyyyyyy"].map(Stemmer.stem) == ["ips4", "größe", "ab", "数据", "yyyyyyyyi"]
    )
  }
}
