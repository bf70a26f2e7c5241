import Foundation
import ProcessEnvironment
import Testing

@testable import Packaging

struct ChangelogTests {
  private static let page = """
    # Changelog

    ## Overview

    - This is no change.

    ## 0.2.0 - 2026-12-24

    - Reads a
      second line.
    - Another.

    ## 0.1.0 - 2026-11-30

    - The first.
    """

  @Test func `entries are read with their changes, the newest first`() throws {
    let entries = try Changelog(Self.page).entries
    #expect(entries.map(\.version) == ["0.2.0", "0.1.0"])
    #expect(entries.first?.changes == ["Reads a second line.", "Another."])
  }

  @Test(
    arguments: [
      "", "# Changelog", "## 0.1.0", "## 0.1.0 - today\n- A change.", "## 0.1 - 2026-11-30\n- A change.",
      "## 0.1.0 - 2026-11-31\n- A change.", "## 0.1.0 - 2026-11-30\n\nNo item.", "## Unreleased\n- A change.",
    ]
  )
  func `what is no changelog is refused`(page: String) {
    #expect(throws: PackagingError.self) { try Changelog(page) }
  }

  @Test func `Debian's changelog has the version of the package and the day of the entry`() throws {
    let version = try #require(ReleaseVersion(core: "0.2.0", preRelease: "rc.1"))
    let facts = Facts(version: version, date: 0, baseURL: nil, imageName: nil)
    let lines = try Changelog(Self.page).debian(facts).split(separator: "\n")
    #expect(lines.first == "nethesis-mcp (0.2.0~rc.1) unstable; urgency=medium")
    #expect(lines.contains(" -- Nethesis <info@nethesis.it>  Thu, 24 Dec 2026 00:00:00 +0000"))
    #expect(lines.contains("nethesis-mcp (0.1.0) unstable; urgency=medium"))
  }

  @Test func `the newest entry is of the program's version`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let changelog = try Changelog(file: root.appending(path: Release.changelogPath))
    #expect(changelog.entries.first?.version == Version.current)
  }
}
