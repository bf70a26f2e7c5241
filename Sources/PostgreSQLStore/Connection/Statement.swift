/// A statement with its bound parameters.
struct Statement: Sendable {
  let command: String
  /// The values in binary form; `nil` is a null.
  let parameters: [[UInt8]?]
  /// Whether it may be carried out again if its outcome is unknown: once or twice is the same.
  let isRepeatable: Bool

  init(_ command: String, _ parameters: [[UInt8]?] = [], isRepeatable: Bool = false) {
    self.command = command
    self.parameters = parameters
    self.isRepeatable = isRepeatable
  }
}

extension [UInt8] {
  /// An integer as a `bigint` in binary form.
  static func bigint(_ value: some FixedWidthInteger) -> [UInt8] {
    let bits = UInt64(truncatingIfNeeded: value)
    return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }

  /// Text in UTF-8, as a `bytea` or, if it has no zero byte, as `text`.
  static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// The value of a `bigint`; `nil` for other lengths.
  var bigint: Int? {
    guard count == 8 else { return nil }
    return Int(truncatingIfNeeded: reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

/// The rows that a statement gives.
struct Rows: Sendable {
  var rows: [[[UInt8]?]] = []

  /// The bytes of a column of the first row; `nil` if it is null or there is no row.
  func bytes(_ column: Int) -> [UInt8]? {
    guard let row = rows.first, row.indices.contains(column) else { return nil }
    return row[column]
  }

  /// The integer of a column of the first row; `nil` if it is null or there is no row.
  func integer(_ column: Int) -> Int? { bytes(column)?.bigint }

  /// Whether a column of the first row is true.
  func isTrue(_ column: Int) -> Bool { bytes(column) == [1] }
}
