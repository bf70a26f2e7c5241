/// Names of a document as a sentence lists them: in quotes, the first few of many, each cut if it is very long.
struct NameList: CustomStringConvertible {
  /// The number of names that are listed.
  static let listed = 5

  private let first: [String]
  /// The number of all names.
  let count: Int

  init(_ names: [String]) { self.init(first: names, of: names.count) }

  /// Makes a list of so many names, of which the first are given.
  init(first: some Sequence<String>, of count: Int) {
    self.first = Array(first.prefix(Self.listed))
    self.count = count
  }

  var description: String {
    let listed = first.map(\.quoted).joined(separator: ", ")
    return count > first.count ? "\(listed) and \(count - first.count) more" : listed
  }
}
