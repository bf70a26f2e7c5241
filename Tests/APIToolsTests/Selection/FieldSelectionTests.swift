import JSON
@testable import Operations
import Testing
import TestSupport

/// Paths that a model chooses: none may cost more than the answer and the paths are long.
struct FieldSelectionTests {
  private static let operation = #"{"responses": {"200": {"description": "", "content": {"application/json": {}}}}}"#

  @Test(arguments: ["/a", "a.", "[0]", "['a']", "/a/*/-"])
  func `a path of many steps is refused before anything is sent`(step: String) async throws {
    let bench = try Bench(operation: Self.operation, backend: StubBackend(body: #"{"a": 1}"#))
    let path = String(repeating: step, count: 60_000)
    let failure = try #require(await bench.failure(nil, ["fields": [.string(path)]]))
    #expect(failure.contains("60000 steps"))
    #expect(failure.utf8.count < 500)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `more paths than any answer needs are refused`() async throws {
    let bench = try Bench(operation: Self.operation, backend: StubBackend(body: #"{"a": 1}"#))
    let failure = await bench.failure(nil, ["fields": .array(Array(repeating: "/a", count: 1_001))])
    #expect(failure?.contains("names 1001 parts") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `the deepest answer can be selected from`() async throws {
    // The message around it, which is read here, has a few levels of its own.
    let depth = JSONParser.Options().maximumDepth - 8
    let whole = String(repeating: #"{"a":"#, count: depth - 1) + "[]" + String(repeating: "}", count: depth - 1)
    let bench = try Bench(operation: Self.operation, backend: StubBackend(body: whole))
    let path = String(repeating: "/a", count: depth - 1)
    let result = await bench.call(nil, ["fields": [.string(path)]])
    #expect(result["content"]?.array?.compactMap { $0["text"]?.string } == [whole])
  }

  @Test func `paths that lead nowhere are named, the first of them, and shortened`() async throws {
    let bench = try Bench(operation: Self.operation, backend: StubBackend(body: #"{"a": 1}"#))
    let paths = (0..<1_000).map { JSONValue.string("/\($0)" + String(repeating: "x", count: 1_000)) }
    let result = await bench.call(nil, ["fields": .array(paths)])
    let note = try #require(result["content"]?.array?.last?["text"]?.string)
    #expect(note.hasSuffix("… and 980 other places."))
    #expect(note.utf8.count < 6_000)
  }

  @Test(
    arguments: [
      (["/l/x"], #"{"l":[]}"#, []), (["/l/x/y", "/l"], #"{"l":[]}"#, []),
      (["/a", "/a/z"], #"{"a":{"b":1}}"#, ["/a/z"]),
      (["/a/b", "/a/b"], #"{"a":{"b":1}}"#, []), (["/a/b/c"], #"{"a":{"b":1}}"#, ["/a/b/c"]), ([""], nil, []),
      (["/m/k"], #"{"m":[{"k":1},{}]}"#, []),
    ] as [([String], String?, [String])]
  )
  func `what is found and what is not`(paths: [String], kept: String?, missing: [String]) throws {
    let whole = #"{"l":[],"a":{"b":1},"m":[{"k":1},{"o":2}]}"#
    let selected = try FieldSelection(paths).select(from: try JSONParser.parse(whole))
    #expect(selected.value.description == kept ?? whole)
    #expect(selected.missing == missing)
  }
}
