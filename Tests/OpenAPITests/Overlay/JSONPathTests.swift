import JSON
@testable import OpenAPI
import Testing

/// What queries find (RFC 9535, 2.1 to 2.5).
struct JSONPathTests {
  static let document: JSONValue = [
    "shop": [
      "bikes": [
        ["name": "Falco", "price": 300, "gears": 8, "tags": ["red", "fast"]],
        ["name": "Gallo", "price": 150, "tags": []],
        ["name": "Merlo", "price": 900, "gears": 21, "tags": ["red"]],
        ["name": "Pavone", "price": 150, "gears": .null],
      ],
      "owner": ["name": "Ada", "x-since": 1990],
    ],
    "list": ["a", "b", "c", "d", "e", "f", "g"],
    "mixed": [1, 2, "1", true, .null, [1], ["k": 1], ["k": 1, "m": 2]],
    "odd names": ["j j": ["k.k": 3], "'": "quote", "\u{263A}": "smile", "": "empty"],
    "limit": 150,
    "tests": ["hallo", "hello", "hxllo", "heo\nllo", "ab", "abc", "a^b", "été"],
  ]

  private func found(_ query: String) throws -> [JSONValue] {
    JSONPathEvaluation(root: Self.document).nodes(of: try JSONPathParser.parse(query)).map(\.value)
  }

  @Test(
    arguments: [
      // Names and indices.
      ("$.shop.owner.name", ["Ada"]),
      ("$['shop']['owner'][\"name\"]", ["Ada"]),
      ("$.shop.owner.x-since", [1990]),
      ("$['odd names']['j j']['k.k']", [3]),
      ("$['odd names'][\"'\"]", ["quote"]),
      ("$['odd names']['\\'']", ["quote"]),
      ("$['odd names']['\\u263A']", ["smile"]),
      ("$['odd names'].\u{263A}", ["smile"]),
      ("$['odd names']['']", ["empty"]),
      ("$ .shop\n.owner\t['name']", ["Ada"]),
      ("$.list[1]", ["b"]),
      ("$.list[-2]", ["f"]),
      ("$.list[7]", []),
      ("$.list[-8]", []),
      ("$.shop[0]", []),
      ("$.list['0']", []),
      ("$.nothing.at.all", []),
      // Several selectors: their order, and what is found twice.
      ("$.list[2, 0]", ["c", "a"]),
      ("$.list[0,0]", ["a", "a"]),
      ("$.list[0:2,5]", ["a", "b", "f"]),
      ("$.shop.owner['name','x-since']", ["Ada", 1990]),
      // Slices.
      ("$.list[1:3]", ["b", "c"]),
      ("$.list[5:]", ["f", "g"]),
      ("$.list[1:5:2]", ["b", "d"]),
      ("$.list[5:1:-2]", ["f", "d"]),
      ("$.list[::-1]", ["g", "f", "e", "d", "c", "b", "a"]),
      ("$.list[-3:]", ["e", "f", "g"]),
      ("$.list[:-5]", ["a", "b"]),
      ("$.list[::3]", ["a", "d", "g"]),
      ("$.list[0:7:0]", []),
      ("$.list[3:1]", []),
      ("$.list[-100:2]", ["a", "b"]),
      ("$.list[ 1 : 2 : 1 ]", ["b"]),
      ("$.shop.owner[0:1]", []),
      // Wildcards.
      ("$.shop.owner.*", ["Ada", 1990]),
      ("$.shop.owner[*]", ["Ada", 1990]),
      ("$.limit.*", []),
      ("$.list[*,0]", ["a", "b", "c", "d", "e", "f", "g", "a"]),
      // Descendants.
      ("$..name", ["Falco", "Gallo", "Merlo", "Pavone", "Ada"]),
      ("$.shop..price", [300, 150, 900, 150]),
      ("$..bikes[0].name", ["Falco"]),
      ("$..tags[0]", ["red", "red"]),
      ("$.mixed..k", [1, 1]),
      ("$.mixed[5:]..*", [1, 1, 1, 2]),
      ("$..['x-since', 'limit']", [150, 1990]),
    ] as [(String, [JSONValue])]
  )
  func `a query finds`(query: String, expected: [JSONValue]) throws {
    #expect(try found(query) == expected)
  }

  /// Filters on the bikes, by the names of those that they keep.
  @Test(
    arguments: [
      ("@.gears", ["Falco", "Merlo", "Pavone"]),
      ("!@.gears", ["Gallo"]),
      ("@.tags[*]", ["Falco", "Merlo"]),
      ("@.price == 150", ["Gallo", "Pavone"]),
      ("150==@.price", ["Gallo", "Pavone"]),
      ("@.price != 150", ["Falco", "Merlo"]),
      ("@.price < 300", ["Gallo", "Pavone"]),
      ("@.price <= 300", ["Falco", "Gallo", "Pavone"]),
      ("@.price > 300", ["Merlo"]),
      ("@.price >= 3e2", ["Falco", "Merlo"]),
      ("@['price'] == $.limit", ["Gallo", "Pavone"]),
      ("@.gears == null", ["Pavone"]),
      ("@.gears != null", ["Falco", "Gallo", "Merlo"]),
      ("@.gears == @.nothing", ["Gallo"]),
      ("@.none == @.nothing", ["Falco", "Gallo", "Merlo", "Pavone"]),
      ("@.none <= @.nothing", ["Falco", "Gallo", "Merlo", "Pavone"]),
      ("@.none < @.nothing", []),
      ("@.name > 'G'", ["Gallo", "Merlo", "Pavone"]),
      ("@.name < 3", []),
      ("@.price<300 && @.gears", ["Pavone"]),
      ("@.price>500 || @.price<200", ["Gallo", "Merlo", "Pavone"]),
      ("@.price>500 || @.price<200 && @.gears", ["Merlo", "Pavone"]),
      ("(@.price>500 || @.price<200) && @.gears", ["Merlo", "Pavone"]),
      ("!(@.price>500 || @.price<200)", ["Falco"]),
      ("@.tags[?@=='fast']", ["Falco"]),
      ("$.shop.owner", ["Falco", "Gallo", "Merlo", "Pavone"]),
      ("length(@.name) == 5", ["Falco", "Gallo", "Merlo"]),
      ("length(@.tags) > 1", ["Falco"]),
      ("length(@) == 4", ["Falco", "Merlo"]),
      ("length(@.price) == 3", []),
      ("length(@.none) == @.nothing", ["Falco", "Gallo", "Merlo", "Pavone"]),
      ("count(@.*) == 3", ["Gallo", "Pavone"]),
      ("count(@.none) == 0", ["Falco", "Gallo", "Merlo", "Pavone"]),
      ("count( @.tags[*] ) >= 1", ["Falco", "Merlo"]),
      ("value(@.tags[*]) == 'red'", ["Merlo"]),
      ("value(@..price) == 900", ["Merlo"]),
      ("length(value(@.tags[*])) == 3", ["Merlo"]),
      ("match(@.name, '[F-G]al.*')", ["Falco", "Gallo"]),
      ("match(@.name, 'al')", []),
      ("search(@.name, 'al')", ["Falco", "Gallo"]),
      ("!search(@.name, 'al')", ["Merlo", "Pavone"]),
      ("match(@.name, $.list[0])", []),
      ("match(@.price, '.*')", []),
      ("search(@.name, '(')", []),
    ] as [(String, [String])]
  )
  func `a filter keeps`(filter: String, expected: [String]) throws {
    let names = try found("$.shop.bikes[?\(filter)]").compactMap { $0["name"]?.string }
    #expect(names == expected)
  }

  @Test(
    arguments: [
      ("@ == 1", [1]), ("@ == 2.0", [2]), ("@ == '1'", ["1"]), ("@ == true", [true]), ("@ == null", [.null]),
      ("@ == $.mixed[5]", [[1]]), ("@.k == 1", [["k": 1], ["k": 1, "m": 2]]), ("@ == $.mixed[6]", [["k": 1]]),
      ("@ > 1", [2]), ("@.k && @.m", [["k": 1, "m": 2]]), ("@[0]", [[1]]),
    ] as [(String, [JSONValue])]
  )
  func `a filter compares values of every type`(filter: String, expected: [JSONValue]) throws {
    #expect(try found("$.mixed[?\(filter)]") == expected)
  }

  @Test(arguments: [("$..*..*..*", true), ("$.list[?$..*]", true), ("$.list[*]", false)])
  func `a query looks at so many values only`(query: String, isExhausted: Bool) throws {
    let evaluation = JSONPathEvaluation(root: Self.document, limit: 200)
    _ = evaluation.nodes(of: try JSONPathParser.parse(query))
    #expect(evaluation.isExhausted == isExhausted)
  }

  @Test(arguments: [
    ("h.llo", ["hallo", "hello", "hxllo"]),
    ("h[ae]llo", ["hallo", "hello"]),
    ("h[^ae]llo", ["hxllo"]),
    ("heo.llo", []),
    ("heo\\nllo", ["heo\nllo"]),
    ("abc?", ["ab", "abc"]),
    ("(ab|heo)c{0,1}", ["ab", "abc"]),
    ("a^b", ["a^b"]),
    ("a\\^b", ["a^b"]),
    ("\\p{Ll}t\\p{L}", ["été"]),
    ("[à-ÿ]t[^a]", ["été"]),
    ("a[b\\-]c", ["abc"]),
    ("^ab$", []),
    ("h\\wllo", []),
    ("(?:ab)", []),
    ("h.*?o", []),
  ])
  func `match takes regular expressions of RFC 9485 only`(expression: String, expected: [String]) throws {
    let literal = expression.replacing("\\", with: "\\\\")
    #expect(try found("$.tests[?match(@, '\(literal)')]").map(\.string) == expected)
  }
}
