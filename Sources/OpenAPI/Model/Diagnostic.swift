package import JSON

/// A finding in a document, with its position.
package struct Diagnostic: Sendable, Equatable {
  /// The severity of a finding.
  package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Worth knowing; nothing is lost.
    case note
    /// A part was read otherwise than written, or left out.
    case warning
    /// An operation cannot be served.
    case error

    package static func < (left: Self, right: Self) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  /// The severity.
  package var severity: Severity
  /// The finding, and advice.
  package var message: String
  /// The position in ``source``.
  package var location: JSONPointer
  /// The document that contains it.
  package var source: Source

  /// A document that can contain findings.
  package enum Source: Sendable, Equatable {
    case document
    /// A file beside the document, by its relative path.
    case file(String)
    /// An overlay, by its title.
    case overlay(String)
  }

  /// Makes a finding.
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
