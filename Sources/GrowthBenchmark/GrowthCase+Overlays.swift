import JSON
import OpenAPI

extension GrowthCase {
  static let overlays: [GrowthCase] = [
    GrowthCase("overlay: an action for each operation", parts) { count in
      let actions = (0..<count / 2).map { number -> JSONValue in
        ["target": .string("$.paths['/items\(number)/{id}'].get"), "update": ["summary": "s"]]
      }
      let overlay = try overlay(actions)
      let text = SampleDocument.operations(count)
      return { use(try APIDocument(reading: text, overlays: [overlay])) }
    },
    applying("6 updates of all paths and what is in them", updateOfAll, times: 6),
    // The work of so many is bounded by the values that overlays may add, which costs as much for small documents.
    applying("30 updates of all paths and what is in them", updateOfAll, times: 30).atFullSizes,
    applying(
      "a filter of everything",
      ["target": "$..[?@.operationId && !@.none]", "update": ["summary": "s"]]
    ),
    applying("a descendant of descendants", ["target": "$..responses..description", "update": "x"]),
    applying("all that is removed", ["target": "$..responses", "remove": true]),
    applying(
      "names that are compared",
      ["target": "$.paths[?match(@.get.operationId, '(get)*Item.*9')]", "update": [:]]
    ),
    GrowthCase("overlay: elements that are appended one by one", parts) { count in
      let overlay = try overlay(Array(repeating: ["target": "$.tags", "update": [["name": "t"]]], count: count))
      return { use(try APIDocument(reading: SampleDocument.text(["paths": [:], "tags": []]), overlays: [overlay])) }
    },
    GrowthCase("overlay: paths that are removed one by one", parts) { count in
      let actions = (0..<count / 2).map { number -> JSONValue in
        ["target": .string("$.paths['/items\(number)/{id}']"), "remove": true]
      }
      let overlay = try overlay(actions)
      let text = SampleDocument.operations(count)
      return { use(try APIDocument(reading: text, overlays: [overlay])) }
    },
    GrowthCase("overlay: an update of many members", parts) { count in
      let update = SampleDocument.object(count) { ("x-\($0)", .number(JSONNumber($0))) }
      let overlay = try overlay(Array(repeating: ["target": "$.info", "update": update], count: 2))
      return { use(try APIDocument(reading: SampleDocument.text(["paths": [:]]), overlays: [overlay])) }
    },
  ]

  private static let updateOfAll: JSONValue = ["target": "$.paths..*", "update": ["x-a": 1]]

  private static func applying(_ name: String, _ action: JSONValue, times: Int = 1) -> GrowthCase {
    GrowthCase("overlay: \(name)", parts) { count in
      let overlay = try overlay(Array(repeating: action, count: times))
      let text = SampleDocument.operations(count)
      return { use(try APIDocument(reading: text, overlays: [overlay])) }
    }
  }

  private static func overlay(_ actions: [JSONValue]) throws -> Overlay {
    try Overlay(reading: JSONValue.object(["overlay": "1.0.0", "actions": .array(actions)]).json)
  }
}
