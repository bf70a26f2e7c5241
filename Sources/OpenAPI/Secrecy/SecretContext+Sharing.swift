extension SecretContext {
  /// The context as far as it decides what is secret: a name that no rule is for is left out, what it tells of members kept.
  ///
  /// Each reference is followed once for each of these. Were it followed for every name, a chain of components would be
  /// followed from each of its links to its end.
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
