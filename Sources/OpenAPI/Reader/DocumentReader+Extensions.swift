import JSON

/// Reads `x-mcp`. Unknown members, and those of the wrong type, are reported: a misspelled one would otherwise silently
/// have no effect.
extension DocumentReader {
  /// Reads the extension of an operation, supplemented by other programs' extensions and the document's defaults.
  ///
  /// - Throws: An error if the extension probably means to leave the operation out, but does not say so correctly.
  mutating func operationExtension(of operation: Located) throws(UnusablePart) -> OperationExtension {
    var result = try ownExtension(of: operation)
    readForeign(of: operation, into: &result)
    defaults.complete(&result)
    return result
  }

  private mutating func ownExtension(of operation: Located) throws(UnusablePart) -> OperationExtension {
    var result = OperationExtension()
    guard let said = operation["x-mcp"] else {
      try checkExtensionName(of: operation)
      return result
    }
    if let isEnabled = said.value.bool {
      result.isEnabled = isEnabled
      return result
    }
    if let text = said.value.string, Self.refusals.contains(text.lowercased()) {
      throw UnusablePart(
        "x-mcp of an operation is an object, true or false, and is text here. Correct it.",
        at: said.place
      )
    }
    for (name, part) in object(said) {
      switch name {
      case "name": result.name = string(part)
      case "title": result.title = string(part)
      case "description": result.description = string(part)
      case "enabled": result.isEnabled = try enabled(part)
      case "pin": result.isPinned = bool(part) ?? false
      case "access": result.access = access(part)
      case "annotations": result.annotations = annotations(part)
      case "errors": result.errors = sentences(part)
      case "credential": result.credential = credential(part)
      case "verify": result.verify = verification(part)
      default:
        let isNear = Self.operationMembers.nearest(to: name) == "enabled"
        if isNear && part.value != true || Self.opposites.contains(name) && part.value != false {
          throw Self.unclear(part, "stands as \"\(name)\"")
        }
        reportUnknown(name, part, known: Self.operationMembers)
      }
    }
    return result
  }

  /// Throws if an operation has an extension that is probably `x-mcp`, misspelled: it may say that there is no tool.
  private func checkExtensionName(of operation: Located) throws(UnusablePart) {
    for (name, part) in operation.members where Self.isMisspelled(extension: name) {
      throw UnusablePart("\"\(name)\" is probably x-mcp, misspelled. Correct the name.", at: part.place)
    }
  }

  /// Whether the name of a member is `x-mcp` in other letters or signs: `x-MCP`, `x_mcp`, `x-mpc`.
  static func isMisspelled(extension name: String) -> Bool {
    guard name != "x-mcp", 4...8 ~= name.utf8.count, name.first == "x" || name.first == "X" else { return false }
    let letters = name.lowercased().utf8.filter { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    return ["xmcp", "xmpc", "xcmp", "xmccp", "xmmcp", "xmcpp"].contains { letters.elementsEqual($0.utf8) }
  }

  private static let operationMembers = [
    "name", "title", "description", "enabled", "pin", "access", "annotations", "errors", "credential", "verify",
  ]

  private mutating func access(_ part: Located) -> OperationExtension.Access? {
    guard let text = string(part) else { return nil }
    if let access = OperationExtension.Access(rawValue: text) { return access }
    report(.warning, "\"access\" of x-mcp is read, write or keys. It is ignored.", at: part.place)
    return nil
  }

  /// Texts that people write instead of false.
  private static let refusals: Set<String> = ["false", "no", "off", "none", "disabled", "hidden", "exclude"]

  /// Words that people use as the opposite of `enabled`.
  private static let opposites: Set<String> = ["disabled", "disable", "hidden", "hide", "exclude", "ignore", "skip"]

  /// Whether the operation has a tool; an unclear value throws, which leaves the operation out.
  private func enabled(_ part: Located) throws(UnusablePart) -> Bool {
    guard let isEnabled = part.value.bool else { throw Self.unclear(part, "is \(part.value.typeName)") }
    return isEnabled
  }

  private static func unclear(_ part: Located, _ problem: String) -> UnusablePart {
    UnusablePart("\"enabled\" of x-mcp is true or false, and \(problem) here. Correct it.", at: part.place)
  }

  /// Throws if a path item has the `x-mcp` that leaves out an operation.
  mutating func checkExtension(of item: Located) throws(UnusablePart) {
    guard let part = item["x-mcp"] else { return }
    guard part.value != false, part.value["enabled"] == nil || part.value["enabled"] == true else {
      throw UnusablePart(
        "x-mcp stands at the path, and is read at operations only. Leave out each of them with \"enabled\": false.",
        at: part.place
      )
    }
    report(.warning, "x-mcp is read at operations and fields, not at a path. It is ignored.", at: part.place)
  }

  mutating func fieldExtension(_ field: Located?) -> FieldExtension {
    var result = FieldExtension()
    result.isSecret = FieldExtension.isSecret(field?.value)
    for (name, part) in object(field) {
      switch name {
      case "secret": checkMark(part)
      case "arrays": result.arrays = arrays(part)
      case "credential": result.credential = fieldCredential(part)
      case _ where FieldExtension.isMisspelledMark(name):
        report(.warning, Self.message(misspelledMark: name), at: part.place)
      default: reportUnknown(name, part, known: Self.fieldMembers)
      }
    }
    return result
  }

  private mutating func checkMark(_ part: Located) {
    guard part.value.bool == nil else { return }
    report(.warning, Self.message(unclearMark: part.value), at: part.place)
  }

  /// Says of a mark that is neither true nor false what it counts as.
  static func message(unclearMark value: JSONValue) -> String {
    value.isNull
      ? "\"secret\" is true or false, not null. It is ignored."
      : "\"secret\" is true or false, not \(value.typeName). The field counts as a secret: correct it."
  }

  static func message(misspelledMark name: String) -> String {
    "\(name.quoted) is probably \"secret\", misspelled, so the field counts as a secret unless this is false. "
      + "Correct it."
  }

  private mutating func fieldCredential(_ part: Located) -> FieldExtension.Credential? {
    if part.value == false { return FieldExtension.Credential.none }
    if let name = part.value.string { return .scheme(name) }
    reportType(part, "the name of a security scheme, or false,")
    return nil
  }

  private mutating func arrays(_ part: Located) -> FieldExtension.Arrays {
    if let arrays = part.value.string.flatMap(FieldExtension.Arrays.init) { return arrays }
    reportType(part, "\"indices\" or \"brackets\"")
    return .indices
  }

  private mutating func annotations(_ part: Located) -> OperationExtension.Annotations {
    var result = OperationExtension.Annotations()
    for (name, part) in object(part) {
      switch name {
      case "readOnlyHint": result.readOnly = bool(part)
      case "destructiveHint": result.destructive = bool(part)
      case "idempotentHint": result.idempotent = bool(part)
      case "openWorldHint": result.openWorld = bool(part)
      default: reportUnknown(name, part, known: Self.hints)
      }
    }
    return result
  }

  /// The members of a field's `x-mcp`.
  static let fieldMembers = ["secret", "arrays", "credential"]

  private static let hints = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"]

  mutating func credential(_ part: Located) -> OperationExtension.CredentialRule? {
    guard part.value.string == nil else {
      report(
        .error,
        "\"credential\" names a scheme at parameters and fields of forms only; of operations it is an object with "
          + "\"accepts\" and \"otherwise\". It is ignored: move it to the parameter.",
        at: part.place
      )
      return nil
    }
    guard let accepts = part["accepts"], let otherwise = part["otherwise"].flatMap({ string($0) }) else {
      report(.warning, "\"credential\" needs \"accepts\" and \"otherwise\". It is ignored.", at: part.place)
      return nil
    }
    checkMembers(of: part, known: ["accepts", "otherwise"])
    return .init(accepts: list(accepts), otherwise: otherwise)
  }

  private mutating func verification(_ part: Located) -> OperationExtension.Verification? {
    guard let list = part.text("list"), let items = part.text("items").flatMap({ JSONPointer(text: $0) }) else {
      report(
        .warning,
        "\"verify\" needs \"list\", an operationId, and \"items\", a JSON Pointer. It is ignored.",
        at: part.place
      )
      return nil
    }
    checkMembers(of: part, known: ["list", "items", "match", "noun", "createdAt", "made", "limit", "revoke"])
    part["limit"].map { checkMembers(of: $0, known: ["maximum", "endedBy", "error"]) }
    part["revoke"].map { checkMembers(of: $0, known: ["operation", "parameters"]) }
    var result = OperationExtension.Verification(list: list, items: items, match: [:])
    if let match = part["match"] { result.match = strings(match) }
    result.noun = part.text("noun")
    result.createdAt = part.text("createdAt")
    result.made = part.text("made").flatMap { JSONPointer(text: $0) }
    if let limit = part["limit"], let maximum = limit.value["maximum"]?.int {
      let endedBy = limit["endedBy"].map { self.list($0) } ?? []
      result.limit = .init(maximum: maximum, endedBy: endedBy, error: limit.text("error"))
    }
    if let revoke = part["revoke"], let operation = revoke.text("operation") {
      result.revoke = .init(operation: operation, parameters: revoke["parameters"].map { strings($0) } ?? [:])
    }
    return result
  }
}

// MARK: Values

extension DocumentReader {
  private mutating func object(_ part: Located?) -> [(name: String, part: Located)] {
    guard let part else { return [] }
    if part.value.object == nil { reportType(part, "an object") }
    return part.members
  }

  private mutating func string(_ part: Located) -> String? {
    if part.value.string == nil { reportType(part, "a string") }
    return part.value.string
  }

  private mutating func bool(_ part: Located) -> Bool? {
    if part.value.bool == nil { reportType(part, "true or false") }
    return part.value.bool
  }

  private mutating func strings(_ part: Located) -> [String: String] {
    var result: [String: String] = [:]
    for (name, part) in object(part) { result[name] = string(part) }
    return result
  }

  private mutating func list(_ part: Located) -> [String] {
    if part.value.array == nil { reportType(part, "an array") }
    return part.elements.compactMap { string($0) }
  }

  mutating func reportType(_ part: Located, _ expected: String) {
    report(.warning, "Here \(expected) is expected, not \(part.value.typeName). It is ignored.", at: part.place)
  }

  private mutating func checkMembers(of part: Located, known: [String]) {
    for (name, member) in part.members where !known.contains(name) { reportUnknown(name, member, known: known) }
  }

  /// Reads sentences for failures, by status code and kind.
  mutating func sentences(_ part: Located) -> [String: String] {
    let kinds = ["default", "timeout", "unreachable", "invalid-answer", "4XX", "5XX"]
    for (name, member) in part.members where !kinds.contains(name) {
      if case .code? = DocumentedResponse.Status(name) { continue }
      reportUnknown(name, member, known: kinds)
    }
    return strings(part)
  }

  private mutating func reportUnknown(_ name: String, _ part: Located, known: [String]) {
    let near = known.nearest(to: name).map { "did you mean \"\($0)\"?" }
    let hint = near ?? "there are \(known.joined(separator: ", "))."
    let message = "\(name.quoted) is nothing that x-mcp knows here, and is ignored; \(hint)"
    report(.warning, message, at: part.place)
  }
}
