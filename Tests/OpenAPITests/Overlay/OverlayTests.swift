import JSON
@testable import OpenAPI
import Testing

/// What actions do to a document (Overlay 1.0.0 and 1.1.0, 4.4.3).
struct OverlayTests {
  /// Applies actions, in YAML, to a document whose `x-d` is in YAML, and gives what `x-d` is then.
  private func apply(_ actions: String, to value: String, version: String = "1.1.0") throws -> APIDocument {
    let overlay = try Overlay(reading: "overlay: \(version)\ninfo: {title: T, version: '1'}\nactions: \(actions)")
    return try APIDocument(
      reading: "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\nx-d: \(value)",
      overlays: [overlay]
    )
  }

  private func value(_ text: String) throws -> JSONValue? {
    try APIDocument(reading: "openapi: 3.1.0\npaths: {}\nx-d: \(text)").root["x-d"]
  }

  @Test(arguments: [
    ("[{target: $.x-d, update: {b: 2}}]", "{a: 1}", "{a: 1, b: 2}"),
    ("[{target: $.x-d, update: {a: {c: 2}}}]", "{a: {b: 1}}", "{a: {b: 1, c: 2}}"),
    ("[{target: $.x-d, update: {a: [2]}}]", "{a: [1]}", "{a: [1, 2]}"),
    ("[{target: $.x-d, update: 2}]", "[1]", "[1, 2]"),
    ("[{target: $.x-d, update: {a: 1}}]", "[1]", "[1, {a: 1}]"),
    ("[{target: $.x-d, update: [2, 3]}]", "[1]", "[1, 2, 3]"),
    ("[{target: $.x-d.a, update: new}]", "{a: old}", "{a: new}"),
    ("[{target: '$.x-d[*]', update: 0}]", "[1, 2]", "[0, 0]"),
    ("[{target: '$.x-d[?@ == 2]', remove: true}]", "[1, 2, 3, 2]", "[1, 3]"),
    ("[{target: '$.x-d[0, 0]', remove: true}]", "[1, 2, 3]", "[2, 3]"),
    ("[{target: '$.x-d..a', remove: true}]", "{a: {a: 1}, b: [{a: 1, c: 2}]}", "{b: [{c: 2}]}"),
    ("[{target: '$.x-d.*', update: {n: 1}}]", "{a: {}, b: {n: 0}}", "{a: {n: 1}, b: {n: 1}}"),
    ("[{target: '$.x-d.a', remove: true, update: 1}]", "{a: {}, b: 1}", "{b: 1}"),
    // Copying, moving and swapping, action after action.
    ("[{target: $.x-d.b, copy: $.x-d.a}]", "{a: {x: 1}, b: {y: 2}}", "{a: {x: 1}, b: {y: 2, x: 1}}"),
    (
      "[{target: $.x-d, update: {c: {}}}, {target: $.x-d.c, copy: $.x-d.a}, {target: $.x-d.a, remove: true}]",
      "{a: {x: [1]}}", "{c: {x: [1]}}"
    ),
    ("[{target: $.x-d.b, copy: '$.x-d.a[1]'}]", "{a: [1, 2], b: [0]}", "{a: [1, 2], b: [0, 2]}"),
    ("[{target: $.x-d.a, copy: $.x-d.a}]", "{a: [1]}", "{a: [1, 1]}"),
  ])
  func `an action changes`(actions: String, before: String, after: String) throws {
    let document = try apply(actions, to: before)
    #expect(document.root["x-d"] == (try value(after)))
    #expect(document.diagnostics == [])
  }

  @Test(arguments: [
    ("[{target: $.x-d, update: 1}]", "{a: 1}", "update"),
    ("[{target: $.x-d, update: [1]}]", "{a: 1}", "update"),
    ("[{target: $.x-d.a, update: {b: 1}}]", "{a: 1}", "update"),
    ("[{target: $.x-d, update: {a: {}}}]", "{a: 1}", "update"),
    ("[{target: '$.x-d.*', update: 1}]", "{a: 1, b: []}", "target"),
    ("[{target: '$.x-d', copy: '$.none'}]", "{a: 1}", "copy"),
    ("[{target: '$.x-d', copy: '$.x-d.*'}]", "{a: {}, b: {}}", "copy"),
  ])
  func `what does not fit in 1.1 stays, and is said`(actions: String, before: String, member: String) throws {
    let document = try apply(actions, to: before)
    #expect(document.root["x-d"] == (try value(before)))
    #expect(document.diagnostics.map(\.severity) == [.warning])
    #expect(document.diagnostics.first?.location == JSONPointer(["actions", "0", member]))
    #expect(document.diagnostics.first?.source == .overlay("T"))
  }

  @Test(arguments: [
    ("{target: $.x-d, update: {x-mcp: {name: n}}}", "{x-mcp: false}", "{x-mcp: {enabled: false, name: n}}"),
    ("{target: $.x-d, update: {x-mcp: {name: n}}}", "{x-mcp: true}", "{x-mcp: {enabled: true, name: n}}"),
    ("{target: $.x-d, update: {x-mcp: {enabled: true}}}", "{x-mcp: false}", "{x-mcp: {enabled: true}}"),
    ("{target: $.x-d, update: {x-mcp: false}}", "{x-mcp: {name: n}}", "{x-mcp: {name: n, enabled: false}}"),
    (
      "{target: $.x-d, update: {x-mcp: true}}", "{x-mcp: {enabled: false, name: n}}",
      "{x-mcp: {enabled: true, name: n}}"
    ),
    ("{target: $.x-d, update: {x-mcp: true}}", "{x-mcp: false}", "{x-mcp: true}"),
    ("{target: $.x-d.x-mcp, update: {name: n}}", "{x-mcp: false}", "{x-mcp: {enabled: false, name: n}}"),
    ("{target: $.x-d.x-mcp, update: false}", "{x-mcp: {name: n}}", "{x-mcp: {name: n, enabled: false}}"),
    ("{target: $..x-mcp, update: {name: n}}", "{a: {x-mcp: true}}", "{a: {x-mcp: {enabled: true, name: n}}}"),
    (
      "{target: $.x-d.x-mcp, copy: $.x-d.y}", "{x-mcp: false, y: {pin: true}}",
      "{x-mcp: {enabled: false, pin: true}, y: {pin: true}}"
    ),
  ])
  func `x-mcp that is true or false merges as what it is short for`(
    action: String,
    before: String,
    after: String
  ) throws {
    for version in ["1.0.0", "1.1.0"] {
      let document = try apply("[\(action)]", to: before, version: version)
      #expect(document.root["x-d"] == (try value(after)))
      #expect(document.diagnostics == [])
    }
  }

  @Test(arguments: [
    ("[a, b]", [] as [Int], "{c: {d: {e: 1, f: 2}}}"), ("[a, none, b]", [1], "{c: {d: {e: 1, f: 2}}}"),
    ("[a, a]", [1], "{b: 2, c: {d: {e: 1, f: 2}}}"),
    ("[c, c.d]", [1], "{a: 1, b: 2}"), ("[c.d, c.d, c]", [1], "{a: 1, b: 2}"),
    ("[c.d.e, c.d.f, c.d.e]", [2], "{a: 1, b: 2, c: {d: {}}}"),
  ])
  func `removals in a row do what each would do in turn`(names: String, unmatched: [Int], after: String) throws {
    let targets = names.dropFirst().dropLast().split(separator: ", ")
    let actions = targets.map { "{target: '$.x-d.\($0)', remove: true}" }.joined(separator: ", ")
    let document = try apply("[\(actions)]", to: "{a: 1, b: 2, c: {d: {e: 1, f: 2}}}")
    #expect(document.root["x-d"] == (try value(after)))
    #expect(document.diagnostics.map(\.location) == unmatched.map { JSONPointer(["actions", "\($0)", "target"]) })
    #expect(document.diagnostics.allSatisfy { $0.message.contains("finds nothing") })
  }

  @Test(arguments: [("A", "{a: 2}", 0), ("B", "{a: 1}", 1)])
  func `an overlay for one API changes no other`(title: String, after: String, notes: Int) throws {
    let text = """
      overlay: 1.0.0
      info: {title: T, version: '1'}
      x-mcp: {title: \(title)}
      actions: [{target: $.x-d, update: {a: 2}}]
      """
    let document = try APIDocument(
      reading: "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\nx-d: {a: 1}",
      overlays: [try Overlay(reading: text)]
    )
    #expect(document.root["x-d"] == (try value(after)))
    #expect(document.diagnostics.count == notes)
    #expect(document.diagnostics.allSatisfy { $0.severity == .warning && $0.source == .overlay("T") })
  }

  @Test func `what fits beside what does not is merged`() throws {
    let document = try apply("[{target: $.x-d, update: {a: {}, b: 2}}]", to: "{a: 1, b: 1}")
    #expect(document.root["x-d"] == ["a": 1, "b": 2])
  }

  @Test func `1.0 replaces what is of another kind`() throws {
    let document = try apply("[{target: $.x-d, update: {a: {}}}]", to: "{a: 1}", version: "1.0.0")
    #expect(document.root["x-d"] == ["a": [:]])
    #expect(document.diagnostics == [])
  }

  @Test(arguments: [("$.a", "$"), ("$.b", "$.b"), ("$.b[*]", "$")])
  func `a document cannot be copied into itself without end`(target: String, source: String) throws {
    let actions = Array(repeating: "{target: '\(target)', copy: '\(source)'}", count: 300).joined(separator: ", ")
    let overlay = try Overlay(reading: "overlay: 1.1.0\nactions: [\(actions)]")
    var root: JSONValue = ["a": [:], "b": [[:]]]
    var growth = Growth(limit: 1_000)
    let diagnostics = overlay.apply(to: &root, growth: &growth)
    #expect(diagnostics.contains { $0.message.contains("too large or too deep") })
    #expect(root.json.count < 10_000)
  }

  @Test(arguments: [
    ("overlay: 1.2.0\nactions: []", "1.0 and 1.1"),
    ("overlay: 2.0.0\nactions: []", "1.0 and 1.1"),
    ("actions: []", "no \"overlay\""),
    ("overlay: 1.1.0", "\"actions\""),
    ("overlay: 1.1.0\nactions: [{update: 1}]", "no \"target\""),
    ("overlay: 1.1.0\nactions: [{target: $.a}]", "does nothing"),
    ("overlay: 1.1.0\nactions: [{target: $.a, copy: 1}]", "\"copy\" is no text"),
    ("overlay: 1.1.0\nactions: [{target: $.a, copy: '$.'}]", "at character 3"),
    ("overlay: 1.1.0\nactions: [{target: $.a, copy: $.b, update: 1}]", "both"),
    ("overlay: 1.1.0\nactions: [{target: $, remove: true}]", "whole document"),
  ])
  func `an overlay that cannot be applied is refused`(text: String, words: String) {
    do throws(DocumentError) {
      _ = try Overlay(reading: text)
      Issue.record("The overlay is read.")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }
}
