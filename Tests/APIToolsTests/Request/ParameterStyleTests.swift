import JSON
@testable import OpenAPI
@testable import Operations
import Testing

/// The style examples of the OpenAPI specification (3.1.1, 4.8.12.4): a parameter `color` with these values.
struct ParameterStyleTests {
  static let string: JSONValue = "blue"
  static let array: JSONValue = ["blue", "black", "brown"]
  static let object: JSONValue = ["R": 100, "G": 200, "B": 150]

  private func parameter(
    _ style: Parameter.Style,
    _ location: Parameter.Location,
    explode: Bool,
    allowReserved: Bool = false
  ) -> Parameter {
    Parameter(
      name: "color",
      location: location,
      isRequired: true,
      description: nil,
      isDeprecated: false,
      schema: [:],
      encoding: .style(style, explode: explode, allowReserved: allowReserved),
      examples: [],
      mcp: FieldExtension()
    )
  }

  @Test(
    arguments: [
      (.matrix, false, "", ";color"), (.matrix, false, string, ";color=blue"),
      (.matrix, false, array, ";color=blue,black,brown"), (.matrix, false, object, ";color=R,100,G,200,B,150"),
      (.matrix, true, array, ";color=blue;color=black;color=brown"), (.matrix, true, object, ";R=100;G=200;B=150"),
      (.label, false, "", "."), (.label, false, string, ".blue"), (.label, false, array, ".blue,black,brown"),
      (.label, false, object, ".R,100,G,200,B,150"), (.label, true, array, ".blue.black.brown"),
      (.label, true, object, ".R=100.G=200.B=150"), (.simple, false, string, "blue"),
      (.simple, false, array, "blue,black,brown"), (.simple, false, object, "R,100,G,200,B,150"),
      (.simple, true, array, "blue,black,brown"), (.simple, true, object, "R=100,G=200,B=150"),
    ] as [(Parameter.Style, Bool, JSONValue, String)]
  )
  func `paths`(style: Parameter.Style, explode: Bool, value: JSONValue, expected: String) {
    #expect(ParameterStyle.path(parameter(style, .path, explode: explode), value) == expected)
  }

  @Test(
    arguments: [
      (.form, false, "", "color="), (.form, false, string, "color=blue"),
      (.form, false, array, "color=blue,black,brown"), (.form, false, object, "color=R,100,G,200,B,150"),
      (.form, true, array, "color=blue&color=black&color=brown"), (.form, true, object, "R=100&G=200&B=150"),
      (.spaceDelimited, false, array, "color=blue%20black%20brown"),
      (.spaceDelimited, false, object, "color=R%20100%20G%20200%20B%20150"),
      (.pipeDelimited, false, array, "color=blue%7Cblack%7Cbrown"),
      (.pipeDelimited, false, object, "color=R%7C100%7CG%7C200%7CB%7C150"),
      (.deepObject, true, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"), (.form, true, [], ""),
    ] as [(Parameter.Style, Bool, JSONValue, String)]
  )
  func `queries`(style: Parameter.Style, explode: Bool, value: JSONValue, expected: String) {
    let pairs = ParameterStyle.pairs(parameter(style, .query, explode: explode), value)
    #expect(pairs.joined(separator: "&") == expected)
  }

  @Test func `header fields are not percent-encoded`() {
    #expect(ParameterStyle.header(parameter(.simple, .header, explode: false), Self.object) == "R,100,G,200,B,150")
    #expect(ParameterStyle.header(parameter(.simple, .header, explode: true), Self.object) == "R=100,G=200,B=150")
    #expect(ParameterStyle.header(parameter(.simple, .header, explode: false), "a b/ü") == "a b/ü")
  }

  @Test func `values cannot break out of their place`() {
    let form = parameter(.form, .query, explode: true)
    #expect(ParameterStyle.pairs(form, "a&b=c#d+e f") == ["color=a%26b%3Dc%23d%2Be%20f"])
    #expect(ParameterStyle.pairs(form, ["a,b", "ü"]) == ["color=a%2Cb", "color=%C3%BC"])
    let reserved = parameter(.form, .query, explode: true, allowReserved: true)
    #expect(ParameterStyle.pairs(reserved, "/a?b=c#d%20e f") == ["color=/a?b=c%23d%20e%20f"])
  }

  @Test func `numbers keep their text, and what is nested is JSON`() throws {
    let form = parameter(.form, .query, explode: true)
    #expect(ParameterStyle.pairs(form, try JSONParser.parse("9007199254740993")) == ["color=9007199254740993"])
    #expect(ParameterStyle.pairs(form, [["a": 1]]) == ["color=%7B%22a%22%3A1%7D"])
  }
}
