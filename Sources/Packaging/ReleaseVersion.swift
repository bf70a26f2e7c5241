/// A version of a release (Semantic Versioning 2.0.0), and its spelling in Debian packages.
struct ReleaseVersion: Hashable, CustomStringConvertible {
  /// The three numbers.
  let core: String
  /// The identifiers of a pre-release, such as `rc.1`; `nil` for a release.
  let preRelease: String?

  /// Makes a version; `nil` if it is no semantic version.
  init?(core: String, preRelease: String? = nil) {
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy(Self.isNumber) else { return nil }
    if let preRelease {
      let identifiers = preRelease.split(separator: ".", omittingEmptySubsequences: false)
      guard identifiers.allSatisfy(Self.isIdentifier) else { return nil }
    }
    (self.core, self.preRelease) = (core, preRelease)
  }

  var description: String { preRelease.map { "\(core)-\($0)" } ?? core }

  /// The version of a Debian package: a tilde sorts before the end (deb-version(7)), as a pre-release does.
  var debian: String { preRelease.map { "\(core)~\($0.replacing("-", with: "."))" } ?? core }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } && (text == "0" || text.first != "0")
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      return false
    }
    return isNumber(text) || text.contains { !$0.isNumber }
  }
}
