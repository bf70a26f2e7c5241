/// Work on an input of any size.
struct GrowthCase: Sendable {
  typealias Work = @Sendable () async throws -> Void

  let name: String
  /// The smallest and the largest size, in bytes or in parts.
  let sizes: ClosedRange<Int>
  /// Makes an input of a size, and returns the work on it.
  let prepare: @Sendable (Int) async throws -> Work

  init(_ name: String, _ sizes: ClosedRange<Int>, _ prepare: @escaping @Sendable (Int) async throws -> Work) {
    self.name = name
    self.sizes = sizes
    self.prepare = prepare
  }

  /// Sizes of texts, in bytes.
  static let bytes = 1 << 18...1 << 23
  /// Numbers of operations, members or links.
  static let parts = 625...10_000
  /// Numbers of mutually related parts, where the input itself is as large as their combinations.
  static let squares = 125...2_000

  /// The sizes for a debug build, which is about twenty times slower.
  var gateSizes: ClosedRange<Int> {
    switch sizes {
    case Self.bytes: 1 << 13...1 << 15
    case Self.squares: 50...200
    default: 75...300
    }
  }

  /// Whether the case is meaningless at small sizes, at which the bound on its work is not reached.
  var isForFullSizes = false

  /// The same case, for large inputs only.
  var atFullSizes: GrowthCase {
    var large = self
    large.isForFullSizes = true
    return large
  }

  /// The growth that caches make of work whose instructions double; `nil` where no more than ``Measurement/limit`` is due.
  var cacheGrowth: Double?

  /// The same case with room for caches: counted instructions double where its input does.
  func allowing(cacheGrowth: Double) -> GrowthCase {
    var roomy = self
    roomy.cacheGrowth = cacheGrowth
    return roomy
  }

  /// The case that must fail: searches for each number among all earlier ones.
  static let control = GrowthCase("control: a list in a list, which has to fail", parts) { count in
    let numbers = Array(0..<count * 8)
    return {
      var seen: [Int] = []
      for number in numbers where !seen.contains(number) { seen.append(number) }
      use(seen)
    }
  }

  /// Keeps the compiler from removing work whose result is unused.
  @inline(never)
  static func use(_ value: some Any) {}
}

extension String {
  /// The text repeated up to a number of bytes.
  func repeated(toBytes count: Int) -> String { String(repeating: self, count: max(1, count / utf8.count)) }
}
