import Foundation
import MCP
import OpenAPI
import TestSupport
import Testing

@testable import APIDocs

/// Guides from a folder.
struct GuideTests {
  /// A folder with files, by their relative paths.
  private static func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "guides-\(UUID().uuidString)")
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return folder
  }

  private static let files = [
    "start.md": "# Getting started\n\nHow to begin with lemurs.\n\n## Feeding\n\nTwice a day, bamboo only.\n",
    "deep/down/tips & tricks.md": "---\ntitle: \"Tips\"\n---\n\n# Other\n\nText.\n", "start.txt": "no",
    ".hidden.md": "no",
    "deep-start.md": "No heading.\n",
  ]

  @Test func `Markdown files are guides, in subfolders too, with their titles`() throws {
    let folder = try Self.folder(Self.files)
    defer { try? FileManager.default.removeItem(at: folder) }
    let guides = try GuideFolder.read(folder.path + "/")
    #expect(guides.all.map(\.slug) == ["deep-start", "deep-down-tips-&-tricks", "start"])
    #expect(guides.all.map(\.title) == ["deep-start", "Tips", "Getting started"])
    #expect(guides.problems.isEmpty)
    #expect(guides.files.contains("\(folder.path)/start.md"))
    #expect(guides.files.contains("\(folder.path)/deep/down/."))
    #expect(guides.text("start")?.parts == [Self.files["start.md"] ?? ""])
    #expect(guides["start.md"]?.slug == "start")
  }

  @Test func `what leads out of the folder, is too large or no text is left out and said`() throws {
    let folder = try Self.folder(["ok.md": "# Ok\n", "large.md": String(repeating: "x", count: (1 << 20) + 1)])
    let outside = try Self.folder(["secret.md": "secret"])
    defer { for folder in [folder, outside] { try? FileManager.default.removeItem(at: folder) } }
    try Data([0xFF, 0xFE]).write(to: folder.appending(path: "bytes.md"))
    let files = FileManager.default
    try files.createSymbolicLink(
      at: folder.appending(path: "link.md"),
      withDestinationURL: outside.appending(path: "secret.md")
    )
    try files.createSymbolicLink(at: folder.appending(path: "out"), withDestinationURL: outside)
    try files.createSymbolicLink(
      at: folder.appending(path: "same.md"),
      withDestinationURL: folder.appending(path: "ok.md")
    )
    try files.createDirectory(at: folder.appending(path: "folder.md"), withIntermediateDirectories: true)
    let guides = try GuideFolder.read(folder.path)
    #expect(guides.all.map(\.slug) == ["ok", "same"])
    let problems = guides.problems.joined(separator: "\n")
    for name in ["bytes.md", "large.md", "link.md", "folder.md"] { #expect(problems.contains(name)) }
    #expect(!problems.contains("secret"))
  }

  @Test func `a folder that there is not is an error`() {
    #expect(throws: SiblingFileError.self) { try GuideFolder.read("/nowhere/at/all") }
  }

  @Test func `guides are listed, read and searched with the pages of the API`() throws {
    let folder = try Self.folder(Self.files)
    defer { try? FileManager.default.removeItem(at: folder) }
    let guides = try GuideFolder.read(folder.path)
    let document = try APIDocument(
      reading:
        #"{"openapi": "3.1.0", "info": {"title": "Zoo"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {}}}}}"#
    )
    let tools = document.operations.map { DocumentedTool(name: "a", operation: $0) }
    let library = DocsLibrary([APIDocs(document: document, tools: tools)], guides: guides)
    #expect(library.resources.map(\.description.uri).suffix(1) == ["docs://guides/start"])
    let hit = try #require(library.search("how often is bamboo fed", limit: 1).hits.first)
    #expect(hit.uri == "docs://guides/start")
    #expect(hit.heading == "Feeding")
    #expect(hit.excerpt == "Twice a day, bamboo only.")
    let index = try #require(library.place(of: "docs://index").flatMap(library.text)?.parts.first)
    #expect(index.contains("[Getting started](docs://guides/start)"))
    #expect(library.place(of: "docs://guides/nothing") == nil)
  }

  @Test func `changed pages that were read are told, and no others`() throws {
    func library(_ summary: String, _ guide: String) throws -> DocsLibrary {
      let document = try APIDocument(
        reading: """
          {"openapi": "3.1.0", "info": {"title": "Zoo"}, "paths": {
            "/a": {"get": {"operationId": "a", "summary": "\(summary)", "responses": {}}},
            "/b": {"get": {"operationId": "b", "summary": "\(summary)", "responses": {}}},
            "/c": {"get": {"operationId": "c", "summary": "Same", "responses": {}}}}}
          """
      )
      let tools = document.operations.map { DocumentedTool(name: $0.operationID ?? "", operation: $0) }
      return DocsLibrary(
        [APIDocs(document: document, tools: tools)],
        guides: Guides([Guide(slug: "g", markdown: guide), Guide(slug: "h", markdown: "same")])
      )
    }
    let old = try library("One", "one")
    for page in [Page.operation("a"), .operation("c")] { _ = old.apis[0].page(page) }
    #expect(try library("Two", "two").changedURIs(since: old) == ["docs://operations/a", "docs://guides/g"])
    #expect(try library("One", "one").changedURIs(since: old) == [])
  }
}
