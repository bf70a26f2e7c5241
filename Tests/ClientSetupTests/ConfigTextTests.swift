import ClientSetup
import JSON
import Testing

/// Edits of configuration files as clients and people write them.
struct ConfigTextTests {
  static let entry: JSONValue = ["command": "nethesis-mcp", "args": ["stdio", "--spec", "a \"b\".yaml"]]

  /// A path to an entry in each format.
  static func path(_ format: ConfigFormat, _ name: String = "nethesis") -> [String] {
    switch format {
    case .json: ["mcpServers", name]
    case .toml: ["mcp_servers", name]
    case .yaml: ["extensions", name]
    }
  }

  @Test(arguments: ConfigSamples.all)
  func `an entry comes and goes, and every other byte stays`(sample: ConfigSample) throws {
    let path = Self.path(sample.format)
    let original = sample.text
    let installed = try original.setting(path, to: Self.entry)
    #expect(read(try installed.value(), path) == Self.entry)
    #expect(try installed.setting(path, to: Self.entry) == installed)
    #expect(Self.isKept(original.bytes, in: installed.bytes))
    // Undone by its record, the text is as it was.
    let change = TextChange(from: original.bytes, to: installed.bytes)
    #expect(change.undone(in: installed.bytes) == original.bytes)
    // Removed without one, everything else is still there.
    let removed = try installed.removing(path)
    #expect(read(try removed.value(), path) == nil)
    #expect(try removed.removing(path) == removed)
    if sample.hasSibling {
      #expect(String(decoding: removed.bytes, as: UTF8.self) == String(decoding: original.bytes, as: UTF8.self))
    }
    let before = try original.value().object ?? [:]
    for member in before where member.name != path[0] {
      #expect(try removed.value()[member.name] == member.value)
    }
  }

  @Test(arguments: ConfigSamples.all)
  func `an entry is changed where it stands, and goes with what others added meanwhile`(sample: ConfigSample) throws {
    let path = Self.path(sample.format)
    let other = Self.path(sample.format, "later")
    let installed = try sample.text.setting(path, to: Self.entry)
    let changed = try installed.setting(path + ["command"], to: "/usr/bin/x").setting(path + ["extra"], to: true)
    #expect(read(try changed.value(), path + ["command"]) == "/usr/bin/x")
    #expect(read(try changed.value(), path + ["extra"]) == true)
    #expect(read(try changed.value(), path + ["args"]) == Self.entry["args"])
    let fewer = try changed.removing(path + ["extra"])
    #expect(read(try fewer.value(), path)?.object?.count == 2)

    let joined = try installed.setting(other, to: ["command": "y"])
    let left = try joined.removing(path)
    #expect(read(try left.value(), path) == nil)
    #expect(read(try left.value(), other) == ["command": "y"])
  }

  /// Whether the bytes of a text are all in another one, in their order; only a value for no servers may be missing.
  private static func isKept(_ text: [UInt8], in other: [UInt8]) -> Bool {
    let kept = ["null", "{}", " "].reduce(String(decoding: text, as: UTF8.self)) { $0.replacing($1, with: "") }
    var rest = kept.utf8[...]
    for byte in other where rest.first == byte { rest.removeFirst() }
    return rest.isEmpty
  }

  @Test(arguments: ConfigSamples.broken)
  func `a broken or odd file is refused, with the line at fault`(sample: ConfigSample) throws {
    let failure = #expect(throws: EditFailure.self) {
      try sample.text.setting(Self.path(sample.format), to: Self.entry)
    }
    #expect(failure?.line != nil && failure?.line == sample.line ?? failure?.line, "\(failure?.description ?? "")")
  }

  @Test(arguments: ConfigSamples.inline)
  func `an entry in an unusual notation is changed and removed where it stands`(sample: ConfigSample) throws {
    let path = Self.path(sample.format)
    let changed = try sample.text.setting(path + ["command"], to: "new")
    let expected = String(decoding: sample.text.bytes, as: UTF8.self).replacing("OLD", with: "new")
    #expect(String(decoding: changed.bytes, as: UTF8.self) == expected)
    let removed = try sample.text.removing(path)
    #expect(read(try removed.value(), path) == nil)
    let sibling = Self.path(sample.format, "other")
    #expect(try read(removed.value(), sibling) == read(sample.text.value(), sibling))
  }

  @Test func `a change is undone in a text that others went on with`() throws {
    let before = Array("{\"a\": 1}\n".utf8)
    let after = Array("{\"a\": 1, \"n\": \"é\"}\n".utf8)
    let change = TextChange(from: before, to: after)
    let moved = Array("// é\n{\"z\": 0, \"a\": 1, \"n\": \"é\"}\n".utf8)
    #expect(change.undone(in: moved) == Array("// é\n{\"z\": 0, \"a\": 1}\n".utf8))
    // Neither one that is not there, nor one of two.
    #expect(change.undone(in: before) == nil)
    #expect(change.undone(in: [0x20] + after + after) == nil)
    // A sequence of UTF-8 is never cut.
    let cut = TextChange(from: Array("\"è\"".utf8), to: Array("\"é\"".utf8))
    #expect(cut.old == Array("è".utf8) && cut.new == Array("é".utf8))
  }

  private func read(_ value: JSONValue, _ path: [String]) -> JSONValue? { path.reduce(value) { $0?[$1] } }
}
