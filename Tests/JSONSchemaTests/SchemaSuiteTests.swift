import JSON
import JSONSchema
import TestSupport
import Testing

/// The cases of the JSON Schema Test Suite for draft 2020-12, all required ones.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/oracles/json-schema"))
struct SchemaSuiteTests {
  static let folder = "oracles/json-schema/tests/draft2020-12"

  /// Cases that refer to the meta-schema of 2020-12 itself, which is not among the reference data.
  static let exceptions: Set<String> = [
    "defs.json: validate definition against metaschema",
    "ref.json: remote ref, containing refs itself",
  ]

  static let registry = Result { try registered(under: "oracles/json-schema/remotes", "draft2020-12") }

  /// Registers the documents of a folder and of those in it.
  private static func registered(under root: String, _ path: String) throws -> Schema.Registry {
    var registry = Schema.Registry()
    var open = [path]
    while let path = open.popLast() {
      guard path.hasSuffix(".json") else {
        open += try Oracles.files(in: "\(root)/\(path)").map { "\(path)/\($0)" }
        continue
      }
      try registry.register(Oracles.json("\(root)/\(path)"), as: "http://localhost:1234/\(path)")
    }
    return registry
  }

  static func files(in folder: String = folder) -> [String] {
    ((try? Oracles.files(in: folder)) ?? []).filter { $0.hasSuffix(".json") }
  }

  @Test func `the suite is complete`() { #expect(Self.files().count == 46) }

  @Test(arguments: files())
  func `every required case has the answer of the suite`(file: String) throws {
    for group in try #require(Oracles.json("\(Self.folder)/\(file)").array) {
      let name = "\(file): \(group["description"]?.string ?? "")"
      if Self.exceptions.contains(name) { continue }
      try check(group, name)
    }
  }

  @Test func `the exceptions cannot be compiled, because they refer to what is not there`() throws {
    for exception in Self.exceptions {
      let file = try #require(exception.split(separator: ":").first)
      let groups = try Oracles.json("\(Self.folder)/\(file)").array ?? []
      let group = try #require(groups.first { exception.hasSuffix($0["description"]?.string ?? "?") })
      let registry = try Self.registry.get()
      let error = #expect(throws: SchemaError.self) { try Schema(#require(group["schema"]), registry: registry) }
      #expect(error?.reason == .unresolved(reference: "https://json-schema.org/draft/2020-12/schema"))
    }
  }

  @Test(arguments: [
    "date-time", "date", "time", "email", "ipv4", "ipv6", "uri", "uri-reference", "uuid", "regex", "json-pointer",
    "unknown",
  ])
  func `every case of a format that can be asserted has the answer of the suite`(format: String) throws {
    for group in try #require(Oracles.json("\(Self.folder)/optional/format/\(format).json").array) {
      try check(group, format, assertsFormats: true)
    }
  }

  @Test(arguments: [
    "anchor", "bignum", "dynamicRef", "ecmascript-regex", "float-overflow", "format-assertion", "id", "no-schema",
    "non-bmp-regex", "refOfUnknownKeyword", "unknownKeyword",
  ])
  func `optional cases that are kept have the answer of the suite`(file: String) throws {
    for group in try #require(Oracles.json("\(Self.folder)/optional/\(file).json").array) {
      try check(group, file, assertsFormats: file == "ecmascript-regex")
    }
  }

  private func check(_ group: JSONValue, _ name: String, assertsFormats: Bool = false) throws {
    let registry = try Self.registry.get()
    let schema: Schema
    do {
      schema = try Schema(#require(group["schema"]), registry: registry, assertsFormats: assertsFormats)
    } catch {
      Issue.record("\(name): \(error)")
      return
    }
    for test in group["tests"]?.array ?? [] {
      let data = try #require(test["data"])
      let failures = schema.failures(data)
      let comment = "\(name): \(test["description"]?.string ?? "")"
      #expect(schema.accepts(data) == test["valid"]?.bool, "\(comment): \(data)")
      #expect(failures.isEmpty == test["valid"]?.bool, "\(comment): \(failures)")
    }
  }
}
