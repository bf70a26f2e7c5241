/// Limits of lists on a page.
enum PageLimit {
  /// The most entries of a list on one page; longer lists go on on further pages.
  static let listed = 150
}

extension Array {
  /// The elements in groups of at most so many.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
