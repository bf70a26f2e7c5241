import JSON

extension DocumentReader {
  /// Reads other programs' extensions of an operation, as far as `x-mcp` is silent.
  ///
  /// Overlays write `x-mcp`, so it takes precedence.
  mutating func readForeign(of operation: Located, into result: inout OperationExtension) {
    let said = operation.value["x-mcp"]
    let isEnabledSaid = said?.bool != nil || said?["enabled"] != nil
    for foreign in ForeignExtension.allCases {
      guard let part = foreign.part(of: operation) else { continue }
      guard let value = part.value.bool else {
        reportType(part, "true or false")
        continue
      }
      switch foreign {
      case .speakeasyDisabled, .mintEnabled:
        guard !isEnabledSaid else { continue }
        // One program's no is not undone by another's yes.
        if value == (foreign == .speakeasyDisabled) { result.isEnabled = false }
      case .isConsequential:
        guard result.annotations.destructive == nil else { continue }
        result.annotations.destructive = value
      }
      result.foreign.append(foreign)
    }
  }
}

extension ForeignExtension {
  fileprivate func part(of operation: Located) -> Located? {
    var part = operation
    for name in path {
      guard let next = part[name] else { return nil }
      part = next
    }
    return part
  }
}
