import Foundation
import OpenAPI
import Testing

/// Files of a real folder, and what would lead out of it.
struct FolderFilesTests {
  private let folder: URL
  private let manager = FileManager.default

  init() throws {
    folder = URL(filePath: NSTemporaryDirectory()).appending(path: "openapi-\(UUID().uuidString)")
    try manager.createDirectory(at: folder.appending(path: "in/sub"), withIntermediateDirectories: true)
    try Data("inside".utf8).write(to: folder.appending(path: "in/sub/a.yaml"))
    try Data("secret".utf8).write(to: folder.appending(path: "secret.yaml"))
    for (link, target) in [("in/link", "sub/a.yaml"), ("in/out", "../secret.yaml"), ("in/up", "..")] {
      try manager.createSymbolicLink(atPath: folder.appending(path: link).path, withDestinationPath: target)
    }
  }

  private func read(_ path: String, limit: Int = 100) throws -> String {
    defer { try? manager.removeItem(at: folder) }
    let files = try FolderFiles(besides: folder.appending(path: "in/openapi.yaml").path)
    #expect(files.documentName == "openapi.yaml")
    return String(decoding: try files.bytes(at: path, limit: limit), as: UTF8.self)
  }

  @Test(arguments: ["sub/a.yaml", "link"])
  func `a file in the folder is read`(path: String) throws {
    #expect(try read(path) == "inside")
  }

  @Test(arguments: ["../secret.yaml", "out", "up/secret.yaml", "sub", "none", "sub/../../secret.yaml"])
  func `nothing else is read`(path: String) throws {
    #expect(throws: SiblingFileError.self) { try read(path) }
  }

  @Test func `a file that is too large is not read`() throws {
    #expect(throws: SiblingFileError.self) { try read("sub/a.yaml", limit: 5) }
  }
}
