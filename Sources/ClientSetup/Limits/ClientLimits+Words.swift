extension ClientLimits {
  /// All limits as sentences, each with its evidence.
  package var sentences: [String] {
    let counted: [Fact<String>?] = [
      toolCount.map { Fact(Self.words($0.value), $0.evidence) },
      Self.words(naming.value).map { Fact($0, naming.evidence) },
      defersTools.map { Fact("gives a model the names of tools alone at first", $0) },
      maximumDescription.map {
        Fact("cuts descriptions of tools and the server's instructions at \($0.value) bytes each", $0.evidence)
      },
      instructionStart.map {
        Fact("wants the first \($0.value) characters of the server's instructions to stand alone", $0.evidence)
      },
    ]
    let changed = rewrites.map { Fact(Self.words($0.value), $0.evidence) }
    let missing = lacks.map { Fact("takes no \($0.value)", $0.evidence) }
    return (counted.compactMap(\.self) + changed + missing + notes + setup).map { fact in
      "It \(fact.value) (\(fact.evidence.rawValue))."
    }
  }

  private static func words(_ count: ToolCount) -> String {
    count.isGrouped
      ? "sends at most \(count.maximum) tools with a request, and groups more"
      : "offers at most \(count.maximum) tools\(count.isShared ? ", of all servers together" : "")"
  }

  /// The words for a limit of names; `nil` if there is none.
  private static func words(_ rule: ModelToolName.Rule) -> String? {
    guard let maximum = rule.maximum else { return nil }
    let measured = rule.isMeasuredOnly ? "whose name and the server's have together" : "whose name has"
    let letters = rule.takesHyphens ? "" : ", or hyphens in it"
    switch rule.excess {
    case .dropped: return "drops a tool \(measured) more than \(maximum) characters\(letters)"
    case .cut: return "cuts names of tools at \(maximum) characters"
    case .cutInTheMiddle: return "cuts names of tools at \(maximum) characters, in the middle"
    case .digest: return "cuts names of tools at \(maximum) characters, with a digest at the end"
    }
  }

  private static func words(_ rewrite: SchemaRewrite) -> String {
    switch rewrite {
    case .flattensRootAlternatives: "merges alternatives at the root of an input schema into one object"
    case .drops(let keywords, let defaultsOfAlternatives):
      "takes \(keywords.map { "`\($0)`" }.joined(separator: " and ")) out of input schemas"
        + (defaultsOfAlternatives ? ", and defaults below `anyOf`" : "")
    }
  }
}
