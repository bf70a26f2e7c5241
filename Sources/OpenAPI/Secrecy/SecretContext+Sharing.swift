extension SecretContext {
  /// The context reduced to the facts that decide: a name without a rule is left out, but its subjects for members are
  /// kept.
  ///
  /// Each reference is followed once for each of these. If it were followed for every name, a chain of components would
  /// be followed to its end from each of its links.
  var deciding: SecretContext {
    guard let name else { return self }
    let words = NameWords.of(name)
    var context = self
    if FieldJudge.judges(words, in: surroundings.union(outer)) {
      context.name = words.joined(separator: "_")
    } else {
      context.schemas.formUnion(Surroundings(holder: words))
      context.name = nil
    }
    return context
  }
}
