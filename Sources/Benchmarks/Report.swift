import Glibc
import JSON

/// The results as a table or as JSON: medians of all rounds, and the targets.
struct Report {
  private let results: [Subject: Suite.Results]
  private let options: BenchmarkOptions

  init(_ results: [Subject: Suite.Results], _ options: BenchmarkOptions) {
    self.results = results
    self.options = options
  }

  var table: String {
    var lines = [Self.row("", options.subjects.map(\.name))]
    for metric in Metric.allCases {
      let medians = options.subjects.map { results[$0]?[metric]?.median }
      lines.append(Self.row(metric.title, medians.map { Self.text($0, metric.digits) }))
    }
    lines += ["", Self.row("", ["value", "target", "met"])]
    for target in Target.all(results) {
      let bound = (target.isMinimum ? ">= " : "<= ") + Self.text(target.bound, 2)
      let value = Self.text(target.value, target.bound < 1 ? 4 : 2)
      lines.append(Self.row(target.title, [value, bound, target.isMet ? "yes" : "no"]))
    }
    lines += ["", "\(options.rounds) rounds, \(options.inFlight) in flight, \(Self.machine)"]
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    var servers = JSONObject()
    for subject in options.subjects {
      guard let metrics = results[subject] else { continue }
      var object = JSONObject()
      for metric in Metric.allCases {
        object.append(metric.rawValue, ifPresent: (metrics[metric]?.median).flatMap(Self.number))
      }
      servers.append(subject.name, .object(object))
    }
    let targets = Target.all(results).map { target in
      var object: JSONObject = ["title": .string(target.title)]
      object.append(target.isMinimum ? "minimum" : "maximum", ifPresent: Self.number(target.bound))
      object.append("value", ifPresent: Self.number(target.value))
      object.append("met", .bool(target.isMet))
      return JSONValue.object(object)
    }
    return [
      "rounds": .number(JSONNumber(options.rounds)), "in_flight": .number(JSONNumber(options.inFlight)),
      "machine": .string(Self.machine), "servers": .object(servers), "targets": .array(targets),
    ]
  }

  /// The processors and their load: with other load the figures are worth little.
  private static var machine: String {
    let model = ProcessFile("", "cpuinfo").text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = model?.split(separator: ":").last.map { $0.drop(while: { $0 == " " }) } ?? "unknown processor"
    let load = ProcessFile("", "loadavg").text.split(separator: " ").first ?? "?"
    return "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) x \(name), load average \(load)"
  }

  private static func number(_ value: Double) -> JSONValue? {
    JSONNumber((value * 1e4).rounded() / 1e4).map(JSONValue.number)
  }

  private static func row(_ title: String, _ cells: [String]) -> String {
    title + String(repeating: " ", count: max(0, 42 - title.count))
      + cells.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
  }

  private static func text(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "-" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let units = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return String(units) }
    let fraction = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
