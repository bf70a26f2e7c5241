@testable import Calls
import EventThread
import JSON
import JSONSchema
import MCP
import OpenAPI
@testable import Operations
@testable import Redaction
import Testing
import TestSupport

@testable import APITools

/// The deepest documents, arguments and answers that are read, on the smallest stack that a thread of the program has.
///
/// What goes too deep ends the process, and the test with it. One after another: each keeps a thread of the pool busy.
@Suite(.serialized)
struct DepthTests {
  // MARK: Values

  @Test func `the deepest value goes through every stage`() throws {
    let depth = JSONParser.Options().maximumDepth
    let texts = [
      Self.nested("[", "1", depth), Self.nested(#"{"a":"#, "1.0", depth), Self.nested(#"[{"a":"#, "1", depth / 2),
    ]
    for text in texts {
      let isWhole = SmallStack.run { () -> Bool in
        guard let value = try? JSONParser.parse(text), let other = try? JSONParser.parse(text) else { return false }
        var tree = FieldTree()
        tree.insert(Array(repeating: "a", count: depth))
        let rewritten = IntegerForm.rewritten(value) ?? value
        let limit = ResultLimit(bytes: 10, store: ResultStore())
        let fields = SecretFields(schema: [:], role: .output)
        return value.description == text && value.canonical == other.canonical && value == other
          && Set([value, other, [value], [other]]).count == 2 && rewritten == value
          && tree.select(from: value) != .null && fields.masking(value) == value && fields.secrets(in: value).isEmpty
          && Scrubber(["a secret"]).scrub(value) == value && limit.fitting(value, size: 11) != value
          && !JSONText.indented(value).isEmpty
      }
      #expect(isWhole == true)
    }
  }

  @Test func `the deepest value is held against a schema`() throws {
    let depth = JSONParser.Options().maximumDepth
    let value = Self.nested("[", "1", depth)
    let results = SmallStack.run { () -> [Bool] in
      guard let value = try? JSONParser.parse(value),
        let strings = try? Schema([
          "$ref": "#/$defs/a", "$defs": ["a": ["type": ["array", "string"], "items": ["$ref": "#/$defs/a"]]],
        ]),
        let unique = try? Schema(["uniqueItems": true, "enum": [value]])
      else { return [] }
      let twice = JSONValue.array([value, value])
      return [
        strings.accepts(value), strings.failures(value).isEmpty, unique.accepts(value), unique.accepts(twice),
        unique.failures(twice).isEmpty, ConformingValue.make(of: ["a": value], by: strings) == [:],
      ]
    }
    #expect(results == [false, false, true, false, false, true])
  }

  // MARK: Documents

  /// Schemas as deep as a document can have them, and chains of them.
  enum Sample: String, CaseIterable {
    case items, properties, not, nullable, allOf, chainOfItems, chainOfProperties, chainOfAllOf, chainOfReferences
    case circleOfAllOf, booleanPart, sums

    /// Below a component, a document is three levels deep.
    private static let levels = 194
    /// More than a small stack has room for, however little each takes.
    private static let links = 2_000

    var schemas: [String: String] {
      switch self {
      case .items: ["A": nested(#"{"type":"array","items":"#, "{}", Self.levels)]
      case .properties: ["A": nested(#"{"type":"object","properties":{"a":"#, "{}", Self.levels / 2)]
      case .not: ["A": nested(#"{"not":"#, "{}", Self.levels)]
      case .nullable: ["A": nested(#"{"nullable":true,"not":"#, "{}", Self.levels)]
      case .allOf: ["A": nested(#"{"description":"d","allOf":[{"type":"object"},"#, "{}", Self.levels / 2)]
      case .chainOfItems: chain { #"{"type": "array", "items": \#($0)}"# }
      case .chainOfProperties: chain { #"{"type": "object", "properties": {"a": \#($0)}}"# }
      case .chainOfAllOf: chain { #"{"allOf": [\#($0), {"properties": {"p": {}}}]}"# }
      case .chainOfReferences: chain { $0 }
      // Each is in a circle, so that references stay, but the circle is not of `allOf` alone.
      case .circleOfAllOf:
        chain(500, end: ##"{"properties": {"z": {"$ref": "#/components/schemas/A"}}}"##) { #"{"allOf": [\#($0)]}"# }
      case .booleanPart: ["A": #"{"properties": {"a": {"allOf": [true], "description": "d"}}}"#]
      case .sums:
        Dictionary(
          uniqueKeysWithValues: (0..<14).map { number in
            let inner = number == 0 ? "{}" : ##"{"$ref": "#/components/schemas/S\##(number - 1)"}"##
            return ("S\(number)", nested(#"{"type":"array","items":"#, inner, 180))
          } + [
            (
              "A",
              "{\"properties\":{"
                + (0..<14).map { ##""p\##($0)":{"$ref":"#/components/schemas/S\##($0)"}"## }.joined(separator: ",")
                + "}}"
            )
          ]
        )
      }
    }

    private func chain(
      _ links: Int = Self.links,
      end: String = #"{"type": "object"}"#,
      _ link: (String) -> String
    ) -> [String: String] {
      var schemas = ["S\(links)": end]
      for number in 0..<links {
        schemas["S\(number)"] = link(##"{"$ref": "#/components/schemas/S\##(number + 1)"}"##)
      }
      schemas["A"] = link(##"{"$ref": "#/components/schemas/S0"}"##)
      return schemas
    }

    private func nested(_ start: String, _ inner: String, _ count: Int) -> String {
      DepthTests.nested(start, inner, count)
    }

    var document: String {
      let members = schemas.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
      let reference = ##"{"$ref":"#/components/schemas/A"}"##
      let content = #"{"content":{"application/json":{"schema":\#(reference)}}"#
      return #"{"openapi":"\#(self == .nullable ? "3.0.3" : "3.1.0")","info":{"title":"T","version":"1"},"#
        + #""paths":{"/a":{"post":{"operationId":"o","requestBody":\#(content)},"#
        + #""responses":{"200":{"description":"d",\#(content.dropFirst())}}}}},"#
        + #""components":{"schemas":{\#(members.joined(separator: ","))}}}"#
    }
  }

  @Test(arguments: Sample.allCases, ToolDialect.allCases)
  func `the deepest schemas become tools that are called`(sample: Sample, dialect: ToolDialect) throws {
    let text = sample.document
    let answer = Self.nested(#"{"a":"#, "1", 200)
    let ended = SmallStack.run { () -> Bool in
      let isDone: Bool? = try? EventThread.run { _ in
        var options = APITools.Options()
        options.dialect = dialect
        options.secrets = .auto
        guard let bench = try? Bench(text, backend: StubBackend(body: answer), options: options) else { return false }
        for tool in bench.tools.tools {
          guard !JSONValue.object(tool.inputSchema).json.isEmpty else { return false }
          let body = (try? JSONParser.parse(answer)) ?? nil
          for arguments in [["body": body], body.object ?? [:], [:]] as [JSONObject] {
            guard await bench.call(tool.name, arguments) != .null else { return false }
          }
        }
        return true
      }
      return isDone == true
    }
    #expect(ended == true)
  }

  // MARK: Support

  static func nested(_ start: String, _ inner: String, _ count: Int) -> String {
    let end = String(start.reversed().compactMap { $0 == "{" ? "}" : $0 == "[" ? "]" : nil })
    let open = end.count
    let closed = start.filter { $0 == "}" || $0 == "]" }.count
    precondition(closed == 0 || open > closed)
    return String(repeating: start, count: count) + inner + String(repeating: closed == 0 ? end : "]}", count: count)
  }
}
