/// A ratio or an amount that the server should reach.
struct Target {
  let title: String
  let bound: Double
  /// Whether the bound is a minimum or else a maximum.
  let isMinimum: Bool
  let value: Double

  var isMet: Bool { isMinimum ? value >= bound : value <= bound }

  /// The targets of the project, for the medians of all rounds.
  static func all(_ results: [Subject: Suite.Results]) -> [Target] {
    guard let server = results.first(where: { $0.key.role == .server })?.value else { return [] }
    func target(_ title: String, _ value: Double?, atLeast minimum: Double) -> Target? {
      value.map { Target(title: title, bound: minimum, isMinimum: true, value: $0) }
    }
    func target(_ title: String, _ value: Double?, atMost maximum: Double) -> Target? {
      value.map { Target(title: title, bound: maximum, isMinimum: false, value: $0) }
    }
    var targets = [target("RssAnon after start, MB", server[.anonymousMemory]?.median, atMost: 12)]
    for (subject, other) in results.sorted(by: { $0.key.name < $1.key.name }) {
      func ratio(_ metric: Metric) -> Double? {
        guard let value = server[metric]?.median, let other = other[metric]?.median, other > 0 else { return nil }
        return value / other
      }
      switch subject.role {
      case .echo: targets.append(target("ping p50 one by one / \(subject.name)", ratio(.pingMedian), atMost: 1.5))
      case .server: break
      case .reference:
        targets += [
          target("calls per second / \(subject.name)", ratio(.callRate), atLeast: 40),
          target("pings per second / \(subject.name)", ratio(.pingRate), atLeast: 60),
          target("start / \(subject.name)", ratio(.start), atMost: 0.01),
        ]
      }
    }
    return targets.compactMap(\.self)
  }
}
