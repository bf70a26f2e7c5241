import Audit
@testable import Calls
import Foundation
import JSON
import Testing

struct AuditTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
  private var path: String { folder.appending(path: "audit.jsonl").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func log() throws -> AuditLog {
    try AuditLog(path, transport: "stdio", lost: { _ in }, now: { 1_000_000_000 })
  }

  private func event(_ kind: CallEvent.Kind, _ tool: String = "list") -> CallEvent {
    CallEvent(kind, call: "c1", tool: tool, caller: nil)
  }

  private func lines() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func problems(_ lines: [String]) throws -> [Int] {
    try AuditTrail(Array((lines.joined(separator: "\n") + "\n").utf8), of: path).problems.map(\.line)
  }

  @Test func `a line says what happened, when, and to which call`() throws {
    var event = event(.asked)
    event.arguments = ["name": "Backup"]
    event.tokens = [("token", "a-token-that-nobody-can-guess")]
    try log().record(event)
    let line = try #require(try lines().first)
    let value = try JSONParser.parse(Array(line.utf8))
    #expect(value["time"] == "2001-09-09T01:46:40Z")
    #expect(value["event"] == "asked" && value["tool"] == "list" && value["transport"] == "stdio")
    #expect(value["arguments"] == ["name": "Backup"])
    #expect(value["tokens"]?["token"]?.string?.hasPrefix("hmac-sha256:") == true)
    #expect(!line.contains("nobody-can-guess"))
  }

  @Test func `the file and its key are for their owner alone, and the key stays`() throws {
    try log().record(event(.asked))
    let key = try String(contentsOfFile: "\(path).key", encoding: .utf8)
    try log().record(event(.sent))
    #expect(try String(contentsOfFile: "\(path).key", encoding: .utf8) == key)
    for file in [path, "\(path).key"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(try problems(lines()) == [])
  }

  @Test func `what was changed, removed or moved is found, with its line`() throws {
    let log = try log()
    for number in 1...5 { try log.record(event(.asked, "tool\(number)")) }
    let lines = try lines()
    #expect(try problems(lines) == [])
    var changed = lines
    changed[4] = changed[4].replacing("tool5", with: "tool6")
    #expect(try problems(changed) == [5])
    changed = lines
    changed[1] = changed[1].replacing("tool2", with: "tool6")
    #expect(try problems(changed) == [2, 3])
    #expect(try problems(Array(lines[1...])) == [1])
    #expect(try problems(Array(lines[..<2] + lines[3...])) == [3])
    changed = lines
    changed.swapAt(2, 3)
    #expect(try problems(changed) == [3, 4, 5])
    #expect(try problems(Array(lines[..<3])) == [])
  }

  @Test func `what a killed process left is a line that is found`() throws {
    try log().record(event(.asked))
    let half = try String(contentsOfFile: path, encoding: .utf8) + "{\"time\":\"20"
    try half.write(toFile: path, atomically: false, encoding: .utf8)
    try log().record(event(.sent))
    #expect(try problems(lines()) == [2])
  }

  @Test func `lines of many writers are one chain`() async throws {
    let log = try log()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for _ in 0..<20 { try? log.record(CallEvent(.asked, call: "\(number)", tool: "list", caller: nil)) }
        }
      }
    }
    let lines = try lines()
    #expect(lines.count == 160)
    #expect(try problems(lines) == [])
  }

  @Test func `what no record may have is taken out of arguments and outcomes`() throws {
    let scrub: @Sendable (String) -> String = { $0.replacing("s3cr3t", with: "…") }
    let scrubbing = AuditScrubbing(value: { text, _ in scrub(text) }, sentence: scrub)
    let log = try AuditLog(path, transport: "stdio", scrubbing: scrubbing, lost: { _ in })
    var event = event(.refused)
    event.arguments = ["name": "my s3cr3t", "list": ["s3cr3t"]]
    event.outcome = "s3cr3t is wrong"
    try log.record(event)
    let line = try JSONParser.parse(Array(lines()[0].utf8))
    #expect(line["arguments"] == ["name": "my …", "list": ["…"]])
    #expect(line["outcome"] == "… is wrong")
  }

  @Test func `arguments that are too long are left out`() throws {
    var event = event(.asked)
    event.arguments = ["text": .string(String(repeating: "x", count: 20_000))]
    try log().record(event)
    #expect(try lines()[0].utf8.count < 1000)
  }

  @Test func `a place that cannot be written is refused`() {
    #expect(throws: AuditFailure.self) {
      try AuditLog(folder.path, transport: "stdio", lost: { _ in })
    }
    #expect(throws: AuditFailure.self) {
      try AuditLog("/nonexistent/audit", transport: "stdio", lost: { _ in })
    }
  }

  @Test func `a record that has lines gets no other key`() throws {
    try log().record(event(.asked))
    try FileManager.default.removeItem(atPath: "\(path).key")
    let failure = #expect(throws: AuditFailure.self) { try log() }
    #expect(
      failure?.sentence
        == "\(path) has lines but its key \(path).key is missing: put it back, or begin another file with --audit."
    )
    #expect(!FileManager.default.fileExists(atPath: "\(path).key"))
    #expect(try lines().count == 1)
  }

  @Test func `by a link a record has the same key`() throws {
    let link = folder.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    for path in [link, path, link] { try AuditLog(path, transport: "stdio", lost: { _ in }).record(event(.asked)) }
    #expect(FileManager.default.fileExists(atPath: "\(path).key"))
    #expect(!FileManager.default.fileExists(atPath: "\(link).key"))
    let bytes = Array((try lines().joined(separator: "\n") + "\n").utf8)
    #expect(try AuditTrail(bytes, of: link).problems.isEmpty)
  }

  @Test func `without its key nothing is said of a record`() throws {
    try log().record(event(.asked))
    try FileManager.default.removeItem(atPath: "\(path).key")
    #expect(throws: AuditFailure.self) { try problems(lines()) }
  }
}
