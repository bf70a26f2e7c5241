/// Writes values in the text format of Prometheus.
struct MetricsText {
  private(set) var text = ""
  private var name = ""

  /// Starts a family of values.
  mutating func begin(_ name: String, _ type: String, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  /// Adds a value of the family, with its labels.
  mutating func add(_ labels: String, _ value: Double) { text += "\(name){\(labels)} \(Self.number(value))\n" }

  /// Adds the buckets, the sum and the count of the family.
  mutating func add(_ histogram: Histogram) {
    var count = 0
    for (index, bucket) in histogram.counts.enumerated() {
      count += bucket
      let bound = index < Histogram.bounds.count ? Self.number(Histogram.bounds[index]) : "+Inf"
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_sum \(histogram.sum)\n\(name)_count \(count)\n"
  }

  /// Adds a gauge: a family with a single value.
  mutating func add(_ name: String, _ help: String, _ value: Double) {
    begin(name, "gauge", help)
    text += "\(name) \(Self.number(value))\n"
  }

  /// Adds the system's data on the process, under Prometheus's standard names.
  mutating func add(_ status: ProcessStatus) {
    let gauges = [
      ("process_resident_memory_bytes", "Memory that is in use.", status.residentBytes),
      ("process_resident_anonymous_bytes", "Memory that no file stands behind.", status.anonymousBytes),
      ("process_open_fds", "Descriptors that are open.", status.descriptors),
    ]
    for (name, help, value) in gauges { if let value { add(name, help, Double(value)) } }
    begin("process_cpu_seconds_total", "counter", "Processor time that was used.")
    text += "process_cpu_seconds_total \(status.processorSeconds)\n"
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
