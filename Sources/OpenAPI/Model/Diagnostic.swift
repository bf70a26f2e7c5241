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
    self.message = Self.shortened(message, to: Self.maximumMessage)
    self.location = location
    self.source = source
  }
}

extension Diagnostic {
  /// The longest message, in bytes: messages quote the document, whose names and paths may be of any length.
  private static let maximumMessage = 2000
  /// The longest part of a place, in bytes.
  private static let maximumToken = 400

  /// The location as a JSON Pointer whose very long parts are cut in the middle, or "the root".
  ///
  /// Thousands of diagnostics may stand under one long key, and each names its place.
  package var place: String {
    if location.tokens.isEmpty { return "the root" }
    return JSONPointer(location.tokens.map { Self.shortened($0, to: Self.maximumToken) }).description
  }

  /// Cuts a text in the middle if it is longer than so many bytes.
  private static func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    return "\(text.prefix(limit / 2))…\(text.suffix(limit / 4))"
  }
}

extension Diagnostic: CustomStringConvertible {
  package var description: String {
    switch source {
    case .document: "\(severity.rawValue): \(message) (at \(place))"
    case .file(let path): "\(severity.rawValue): \(path): \(message) (at \(place))"
    case .overlay(let title): "\(severity.rawValue): overlay \"\(title)\": \(message) (at \(place))"
    }
  }
}
