import Store

/// Errors of the database: what happened, and what a person does next.
extension StoreError {
  /// The pause that callers are told to make, in seconds.
  static let pause = 5

  init(_ failure: DatabaseFailure) {
    self =
      switch failure.kind {
      case .unreachable:
        StoreError(
          .unreachable,
          "the database of --store cannot be reached: \(failure.reason). Nothing was stored. "
            + "Try again in \(Self.pause) s."
        )
      case .unusable: StoreError(.unusable, "the database of --store cannot be used: \(failure.reason).")
      case .refused:
        StoreError(
          .unusable,
          "the database of --store refuses to work: \(failure.reason) (SQLSTATE \(failure.state)). Nothing was stored."
        )
      case .busy:
        StoreError(
          .busy,
          "the database of --store is busy: \(failure.reason). Nothing was stored. Try again in \(Self.pause) s."
        )
      case .uncertain:
        StoreError(
          .uncertain,
          "the database of --store went away (\(failure.reason)): whether it has stored this is unknown. "
            + "Try again in \(Self.pause) s."
        )
      }
  }
}
