import OpenAPI

/// A rule of a filter that matches no operation of the document, whatever the other rules leave.
package struct UnmatchedRule: Sendable, Hashable {
  /// The list of the filter that contains the rule.
  package enum List: Sendable, Hashable { case include, exclude }

  /// The list that contains the rule.
  package let list: List
  /// The index of the rule in that list.
  package let index: Int
  /// Whether the rule is a mistake; if not, it is correct and has nothing to match at present.
  package let isMistaken: Bool
  /// The rule, its fault, and a similar name if there is one.
  package let reason: String
}

/// Finds the rules of a filter that match no operation of a document.
struct RuleCheck {
  private let document: APIDocument
  /// Every operation of the document that can be read, including those without a tool.
  private let subjects: [FilterSubject]

  init(_ document: APIDocument, _ subjects: [FilterSubject]) {
    self.document = document
    self.subjects = subjects
  }

  func unmatched(of filter: OperationFilter) -> [UnmatchedRule] {
    unmatched(filter.include, .include) + unmatched(filter.exclude, .exclude)
  }

  private func unmatched(_ rules: [OperationFilter.Rule], _ list: UnmatchedRule.List) -> [UnmatchedRule] {
    rules.enumerated().compactMap { index, rule in
      guard !subjects.contains(where: rule.matches) else { return nil }
      let note = note(on: rule)
      return UnmatchedRule(
        list: list,
        index: index,
        isMistaken: note == nil,
        reason: "\"\(rule)\": \(note ?? mistake(in: rule))"
      )
    }
  }

  /// The reason why a rule may be correct although no readable operation matches it; `nil` if it is a mistake.
  private func note(on rule: OperationFilter.Rule) -> String? {
    switch rule {
    case .method(let name) where Self.methods.contains(name): return "no operation of the document has this method"
    case .tag(let name) where document.tags.contains { $0.name == name }: return "no operation has this tag"
    default: break
    }
    let isOfUnreadable = DeclaredOperations(in: document.root).contains(rule)
    return isOfUnreadable ? "the operations that it names cannot be served" : nil
  }

  private func mistake(in rule: OperationFilter.Rule) -> String {
    switch rule {
    case .method(let name): return "there is no such HTTP method" + hint(name, among: Self.methods, as: "method:")
    case .tag(let name):
      return "the document has no such tag"
        + hint(name, among: subjects.flatMap(\.operation.tags) + document.tags.map(\.name), as: "tag:")
    case .path(let glob):
      return "the document has no such path" + hint(glob, among: subjects.map(\.operation.path), as: "path:")
    case .operationID(let glob):
      return "the document has no operation of this id, and no tool of this name"
        + hint(glob, among: subjects.flatMap { $0.names.reversed() }, as: "id:")
    }
  }

  /// The name nearest to a mistyped one; without a near one, all names if they are few.
  private func hint(_ text: String, among names: [String], as kind: String) -> String {
    let glob = Glob(text)
    var (nearest, least) = (String?.none, max(2, glob.minimumLength / 3) + 1)
    for name in names {
      let distance = glob.distance(to: name)
      if distance < least { (nearest, least) = (name, distance) }
    }
    if let nearest { return "; did you mean \(kind)\(nearest)?" }
    var known: [String] = []
    for name in names where !known.contains(name) {
      guard known.count < 10 else { return "; the command tools lists what there is" }
      known.append(name)
    }
    return known.isEmpty ? "; it has none" : "; there are \(known.joined(separator: ", "))"
  }

  /// The registered methods (RFC 9110 section 16.1.1, the IANA registry of 2024 and QUERY).
  private static let methods = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "CONNECT", "ACL", "BASELINE-CONTROL",
    "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL",
    "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND", "PROPPATCH", "REBIND", "REPORT", "SEARCH",
    "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL",
  ]
}
