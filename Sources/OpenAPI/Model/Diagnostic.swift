package import JSON

/// Something to be said about a document: what is wrong or noteworthy, and where.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing; nothing is lost.
    case note
    /// Something was read otherwise than it was written, or left out.
    case warning
    /// An operation cannot be served.
    case error

    package static func < (left: Self, right: Self) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  package var severity: Severity
  /// What it is, and what to do about it.
  package var message: String
  /// Where it is in what ``source`` names.
  package var location: JSONPointer
  /// The document that it is about.
  package var source: Source

  package enum Source: Sendable, Equatable {
    case document
    /// A file beside the document, by its path from there.
    case file(String)
    /// An overlay, by the title it gives itself.
    case overlay(String)
  }

  package init(severity: Severity, message: String, location: JSONPointer, source: Source = .document) {
    self.severity = severity
    self.message = message
    self.location = location
    self.source = source
  }
}

extension Diagnostic: CustomStringConvertible {
  package var description: String {
    switch source {
    case .document: "\(severity.rawValue): \(message) (at \(location.tokens.isEmpty ? "the root" : "\(location)"))"
    case .file(let path): "\(severity.rawValue): \(path): \(message) (at \(location))"
    case .overlay(let title): "\(severity.rawValue): overlay \"\(title)\": \(message) (at \(location))"
    }
  }
}
