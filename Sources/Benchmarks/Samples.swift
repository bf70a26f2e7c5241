/// Values that were measured one by one.
struct Samples {
  private(set) var values: [Double] = []

  mutating func append(_ value: Double) { values.append(value) }

  /// The value that a share of all values does not exceed (nearest rank); 0 without any.
  func quantile(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let rank = Int((share * Double(values.count)).rounded(.up))
    return values.sorted()[max(0, rank - 1)]
  }

  var median: Double { quantile(0.5) }
}
