import Foundation
import TextCoding

/// The changelog: a section `## VERSION - DATE` for each release, the newest first, with an item a change.
struct Changelog {
  struct Entry: Equatable {
    let version: String
    /// The day, as `2026-11-30`.
    let date: String
    let changes: [String]

    /// Midnight of its day, in seconds after 1970.
    var seconds: Int? { UTCTime.seconds("\(date)T00:00:00Z") }
  }

  let entries: [Entry]

  /// Reads a page in Markdown.
  ///
  /// - Throws: The line that is not as expected, or the lack of an entry.
  init(_ page: String) throws {
    var entries: [Entry] = []
    var head: (version: String, date: String)?
    var changes: [String] = []
    func finish() throws {
      guard let head else { return }
      guard !changes.isEmpty else { throw PackagingError("the changelog has no change for \(head.version)") }
      entries.append(Entry(version: head.version, date: head.date, changes: changes))
      changes = []
    }
    for line in page.split(separator: "\n") {
      if line.hasPrefix("## ") {
        try finish()
        head = nil
        guard line != "## Overview" else { continue }
        let words = line.dropFirst(3).split(separator: " ")
        // A day that there is not, such as November 31, would be read as the one after.
        guard words.count == 3, words[1] == "-", let day = UTCTime.seconds("\(words[2])T00:00:00Z"),
          UTCTime.text(day).hasPrefix("\(words[2])T"),
          ReleaseVersion(core: String(words[0])) != nil
        else { throw PackagingError("the changelog has \(line), and expected is ## 1.2.3 - 2026-11-30") }
        head = (String(words[0]), String(words[2]))
      } else if head != nil, line.hasPrefix("- ") {
        changes.append(String(line.dropFirst(2)))
      } else if head != nil, line.hasPrefix("  "), let last = changes.popLast() {
        changes.append("\(last) \(line.drop { $0 == " " })")
      }
    }
    try finish()
    guard !entries.isEmpty else { throw PackagingError("the changelog has no entry") }
    self.entries = entries
  }

  init(file: URL) throws { try self.init(String(contentsOf: file, encoding: .utf8)) }

  /// The changelog of a Debian package (deb-changelog(5)).
  func debian(_ facts: Facts) -> String {
    let entries = entries.map { entry in
      let isCurrent = entry.version == facts.version.core
      let version = isCurrent ? facts.version.debian : entry.version
      let changes = entry.changes.map { "  * \(Paragraph.wrapped($0, width: 76, indent: "    "))" }
      let date = Dates.mail(entry.seconds ?? facts.date)
      return "\(Facts.name) (\(version)) unstable; urgency=medium\n\n\(changes.joined(separator: "\n"))\n\n"
        + " -- \(Facts.author) <\(Facts.mail)>  \(date)\n"
    }
    return entries.joined(separator: "\n")
  }
}
