import Foundation
import ProcessEnvironment
import Testing
import TestSupport

@testable import NethesisMCP

/// The replacement of a client's file.
struct FileDraftTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file is replaced as a whole, and keeps its mode`() throws {
    let path = try folder.write("mcp.json", "old", mode: 0o640)
    let file = try ClientFile(path, in: nil)
    let content = try file.read()
    do {
      let draft = try FileDraft(of: file)
      try draft.publish(Array("new".utf8), over: content)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try names == ["mcp.json"])
  }

  @Test func `a file that somebody changed meanwhile stays theirs`() throws {
    let path = try folder.write("mcp.json", "old")
    let file = try ClientFile(path, in: nil)
    let content = try file.read()
    do {
      let draft = try FileDraft(of: file)
      try folder.write("mcp.json", "theirs")
      do {
        try draft.publish(Array("ours".utf8), over: content)
        Issue.record("their change is lost")
      } catch is FileDraft.Changed {}
      // So does one that they removed.
      try FileManager.default.removeItem(atPath: path)
      do {
        try draft.remove(content)
        Issue.record("a file was removed that was not there")
      } catch is FileDraft.Changed {}
    }
    #expect(try names.isEmpty)
  }

  @Test func `the draft of a killed process is taken over, and made folders go with it`() throws {
    let path = try folder.write(".mcp.json.nethesis-mcp-new", String(repeating: "x", count: 1000))
    #expect(path.hasSuffix("new"))
    let file = try ClientFile("\(folder.path)/mcp.json", in: nil)
    let content = try file.read()
    do {
      let draft = try FileDraft(of: file)
      try draft.publish(Array("{}".utf8), over: content)
    }
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "{}")
    do {
      let draft = try FileDraft(of: ClientFile("\(folder.path)/a/b/mcp.json", in: nil))
      #expect(draft.madeFolders == ["\(folder.path)/a", "\(folder.path)/a/b"])
    }
    #expect(try names == ["mcp.json"])
  }

  @Test func `what is in the way of a draft is neither followed nor removed`() throws {
    let other = try folder.write("other", "theirs")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/.mcp.json.nethesis-mcp-new",
      withDestinationPath: other
    )
    let file = try ClientFile("\(folder.path)/mcp.json", in: nil)
    #expect(throws: CommandFailure.self) { _ = try FileDraft(of: file) }
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "theirs")
    #expect(try names == [".mcp.json.nethesis-mcp-new", "other"])
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}
