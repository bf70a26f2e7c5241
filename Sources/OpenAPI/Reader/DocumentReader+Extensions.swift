import JSON

/// What is said under `x-mcp`. Members that are not known, or not of the right type, are reported: a misspelt one would
/// otherwise silently do nothing.
extension DocumentReader {
  mutating func operationExtension(of operation: Located) -> OperationExtension {
    var result = OperationExtension()
    for (name, part) in object(operation["x-mcp"]) {
      switch name {
      case "name": result.name = string(part)
      case "title": result.title = string(part)
      case "description": result.description = string(part)
      case "enabled": result.isEnabled = bool(part) ?? true
      case "pin": result.isPinned = bool(part) ?? false
      case "annotations": result.annotations = annotations(part)
      case "errors": result.errors = strings(part)
      case "credential": result.credential = credential(part)
      case "verify": result.verify = verification(part)
      default: reportUnknown(name, part)
      }
    }
    return result
  }

  mutating func fieldExtension(_ field: Located?) -> FieldExtension {
    var result = FieldExtension()
    for (name, part) in object(field) {
      switch name {
      case "secret": result.isSecret = bool(part)
      case "arrays": result.arrays = arrays(part)
      case "credential": result.credential = fieldCredential(part)
      default: reportUnknown(name, part)
      }
    }
    return result
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
      default: reportUnknown(name, part)
      }
    }
    return result
  }

  private mutating func credential(_ part: Located) -> OperationExtension.CredentialRule? {
    guard let accepts = part["accepts"], let otherwise = part["otherwise"].flatMap({ string($0) }) else {
      report(.warning, "\"credential\" needs \"accepts\" and \"otherwise\". It is ignored.", at: part.place)
      return nil
    }
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

  private mutating func reportType(_ part: Located, _ expected: String) {
    report(.warning, "Here \(expected) is expected, not \(part.value.typeName). It is ignored.", at: part.place)
  }

  private mutating func reportUnknown(_ name: String, _ part: Located) {
    report(.warning, "\"\(name)\" is nothing that x-mcp knows. It is ignored; correct the spelling.", at: part.place)
  }
}
