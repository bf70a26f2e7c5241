import Foundation
import Testing

/// Links of the pages that a repository shows.
struct DocumentationLinkTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let pages: [String] = {
    let articles = "Sources/NethesisMCP/NethesisMCP.docc"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: articles).path)) ?? []
    return ["README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md", "Tests/Benchmark/README.md"]
      + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(articles)/\($0)" }
  }()

  @Test(arguments: pages)
  func `every relative link leads to a file`(page: String) throws {
    let url = Self.root.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    let targets = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    for target in targets where !target.contains("://") && !target.hasPrefix("#") {
      let path = target.prefix { $0 != "#" }
      let file = url.deletingLastPathComponent().appending(path: String(path))
      #expect(FileManager.default.fileExists(atPath: file.path), "\(target)")
    }
  }

  /// A page that grows beyond this is an article that wants to be moved.
  @Test func `the first page stays short`() throws {
    let lines = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    #expect(lines.count <= 130)
  }
}
