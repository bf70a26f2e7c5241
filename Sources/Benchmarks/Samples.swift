/// Individually measured values.
struct Samples {
  private(set) var values: [Double] = []

  mutating func append(_ value: Double) { values.append(value) }

  /// The quantile for a share of the values, by nearest rank; 0 if there are no values.
  func quantile(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let rank = Int((share * Double(values.count)).rounded(.up))
    return values.sorted()[max(0, rank - 1)]
  }

  var median: Double { quantile(0.5) }
}
