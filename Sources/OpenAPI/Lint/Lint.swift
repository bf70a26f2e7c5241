import JSON

/// Finds probable mistakes in a document that can nevertheless be read and served.
///
/// It runs only on request, because serving does not need it.
package struct Lint {
  /// The number of findings that are told of a document.
  static let maximum = 10_000

  let document: APIDocument
  /// The names of the document's security schemes, in its order, and for looking them up.
  let schemes: [String]
  let knownSchemes: Set<String>
  private var found: [Diagnostic] = []
  /// The number of findings beyond those that are told.
  private var surplus = 0

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
    if lint.surplus > 0 {
      let message = "\(lint.surplus) more findings are not told here. Correct what is said first."
      lint.found.append(Diagnostic(severity: .warning, message: message, location: JSONPointer()))
    }
    return lint.found
  }

  private init(document: APIDocument) {
    self.document = document
    schemes = document.root["components"]?["securitySchemes"]?.object?.names ?? []
    knownSchemes = Set(schemes)
  }

  mutating func report(_ severity: Diagnostic.Severity, _ message: String, about operation: Operation) {
    append(Diagnostic(severity: severity, message: message, location: operation.location, source: operation.source))
  }

  /// Reports a position in ``APIDocument/root``.
  mutating func report(_ severity: Diagnostic.Severity, _ message: String, at tokens: [String]) {
    let place = JSONPointer(tokens)
    let location = document.origins?.origin(of: place) ?? place
    append(Diagnostic(severity: severity, message: message, location: location))
  }

  private mutating func append(_ diagnostic: Diagnostic) {
    if found.count < Self.maximum { found.append(diagnostic) } else { surplus += 1 }
  }
}

extension Operation {
  /// The name of the operation in messages.
  var request: String { "\(method) \(path)" }
}
