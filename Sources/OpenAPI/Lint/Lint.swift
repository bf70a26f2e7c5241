import JSON

/// Finds probable mistakes in a document that can nevertheless be read and served.
///
/// It runs only on request, because serving does not need it.
package struct Lint {
  let document: APIDocument
  private var found: [Diagnostic] = []

  /// The probable mistakes in a document, check by check, each in document order.
  ///
  /// Findings of the reader (``APIDocument/diagnostics``) are not repeated.
  package static func diagnostics(of document: APIDocument) -> [Diagnostic] {
    var lint = Lint(document: document)
    lint.checkIDs()
    lint.checkTags()
    lint.checkScopes()
    lint.checkKeys()
    lint.checkCarriers()
    lint.checkPaths()
    lint.checkUse()
    lint.checkExtensions()
    lint.checkForeign()
    lint.checkCredentialNames()
    lint.checkSafety()
    return lint.found
  }

  private init(document: APIDocument) { self.document = document }

  mutating func report(_ severity: Diagnostic.Severity, _ message: String, about operation: Operation) {
    found.append(
      Diagnostic(severity: severity, message: message, location: operation.location, source: operation.source)
    )
  }

  /// Reports a position in ``APIDocument/root``.
  mutating func report(_ severity: Diagnostic.Severity, _ message: String, at tokens: [String]) {
    let place = JSONPointer(tokens)
    let location = document.origins?.origin(of: place) ?? place
    found.append(Diagnostic(severity: severity, message: message, location: location))
  }
}

extension Operation {
  /// The name of the operation in messages.
  var request: String { "\(method) \(path)" }
}
