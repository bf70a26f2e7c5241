import JSON

/// Looks for what is probably wrong with a document although it can be read and served.
///
/// Nothing of it is needed to serve a document, so none of it is done then.
package struct Lint {
  let document: APIDocument
  private var found: [Diagnostic] = []

  /// What is probably wrong with a document, check after check, each in the order of the document.
  ///
  /// What the reader has already said (``APIDocument/diagnostics``) is not said again.
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

  /// Says something of a place in ``APIDocument/root``.
  mutating func report(_ severity: Diagnostic.Severity, _ message: String, at tokens: [String]) {
    let place = JSONPointer(tokens)
    let location = document.origins?.origin(of: place) ?? place
    found.append(Diagnostic(severity: severity, message: message, location: location))
  }
}

extension Operation {
  /// How messages name the operation.
  var request: String { "\(method) \(path)" }
}
