import JSON

extension GrowthCase {
  static let json: [GrowthCase] = [
    writing("strings with an escape", "a \"quoted\" line\n"),
    writing("runs of backslashes", "\\"),
    writing("control characters", "\u{1}"),
    writing("text beyond ASCII", "è🎉"),
    GrowthCase("JSON: escapes, read", bytes) { size in
      let text = Array(("\"" + #"\u00e8\ud83c\udf89\n\\"#.repeated(toBytes: size) + "\"").utf8)
      return { use(try JSONParser.parse(text)) }
    },
    GrowthCase("JSON: a deep value, indented", bytes) { size in
      var value = JSONValue.array(Array(repeating: [:], count: size / 3))
      for _ in 0..<150 { value = [value] }
      return { [value] in use(JSONText.indented(value)) }
    },
    GrowthCase("JSON: many strings with an escape", parts) { count in
      let value = JSONValue.array(
        Array(repeating: .string("a \"quoted\" line\n".repeated(toBytes: 4_000)), count: count)
      )
      return { use(value.json) }
    },
    GrowthCase("JSON: one object of many members", bytes) { size in
      let object = JSONObject((0..<size / 20).map { ("member\($0)", JSONValue.number(JSONNumber($0))) })
      let text = JSONValue.object(object).json
      return {
        let value = try JSONParser.parse(text, options: .init(rejectsDuplicateNames: true))
        for member in object { use(value[member.name]) }
        use(value == .object(object))
      }
      // Tables of names outgrow the caches: 512 KB, 1 MB and 2 MB take 152, 305 and 611 million instructions.
    }.allowing(cacheGrowth: 3.4),
    GrowthCase("JSON: rows of a list, hashed and compared", bytes) { size in
      let rows = (0..<size / 40).map { JSONValue.object(["id": .number(JSONNumber($0)), "name": "row"]) }
      return { use(Set(rows).count) }
    },
    GrowthCase("JSON: names with marks that combine", bytes) { size in
      // The longest runs of combining marks that are accepted.
      let name = ("a" + "\u{301}\u{316}".repeated(toBytes: 400)).repeated(toBytes: size)
      let text = JSONValue.object(JSONObject((0..<30).map { ("\($0)", 1) } + [(name, 2)])).json
      return { use(try JSONParser.parse(text)[name]) }
    },
    GrowthCase("JSON: marks that combine, refused", bytes) { size in
      let text = Array(("{\"a" + "\u{301}\u{316}".repeated(toBytes: size) + "\":1}").utf8)
      return { use(try? JSONParser.parse(text)) }
    },
    GrowthCase("JSON: a long number", bytes) { size in
      let number = "9".repeated(toBytes: size)
      let text = Array("[\(number),1\(number)]".utf8)
      return {
        let value = try JSONParser.parse(text)
        use(value.array?[0] == value.array?[1])
      }
    },
    GrowthCase("JSON: the canonical form", bytes) { size in
      let object = JSONObject((0..<size / 20).map { ("member\($0)", JSONValue.number(JSONNumber($0))) })
      return { use(JSONValue.object(object).canonical) }
    },
  ]

  private static func writing(_ name: String, _ piece: String) -> GrowthCase {
    GrowthCase("JSON: \(name), written and read", bytes) { size in
      let value = JSONValue.string(piece.repeated(toBytes: size))
      return { use(try JSONParser.parse(value.json)) }
    }
  }
}
