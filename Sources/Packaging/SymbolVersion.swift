/// A dotted version of a library's symbols, such as `2.34` of `GLIBC_2.34`.
struct SymbolVersion: Hashable, Comparable, CustomStringConvertible {
  private let numbers: [Int]

  init(_ text: some StringProtocol) { numbers = text.split(separator: ".").map { Int($0) ?? 0 } }

  var description: String { numbers.map(String.init).joined(separator: ".") }

  static func < (left: SymbolVersion, right: SymbolVersion) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
