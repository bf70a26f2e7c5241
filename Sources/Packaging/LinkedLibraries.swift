/// The shared libraries that a program starts with, and the versions of their symbols that it uses.
struct LinkedLibraries {
  /// The newest version of glibc's symbols.
  let glibc: SymbolVersion
  /// The newest version of libstdc++'s symbols.
  let libstdcxx: SymbolVersion

  /// Reads the output of `objdump -p`.
  ///
  /// - Throws: An error if the program needs what the oldest system that is served does not have.
  init(_ headers: String) throws {
    let lines = headers.split(separator: "\n").map { $0.split(separator: " ") }
    for line in lines where line.count == 2 && line[0] == "NEEDED" {
      guard Self.known.contains(where: { line[1].hasPrefix($0) }) else {
        throw PackagingError("the program needs \(line[1]) to start; build it with --static-swift-stdlib")
      }
    }
    if lines.contains(where: { $0.first == "RUNPATH" || $0.first == "RPATH" }) {
      throw PackagingError("the program would load libraries from its folder; build it with --disable-local-rpath")
    }
    let words = lines.compactMap(\.last)
    func newest(_ prefix: String) -> SymbolVersion {
      words.filter { $0.hasPrefix(prefix) }.map { SymbolVersion($0.dropFirst(prefix.count)) }.max()
        ?? SymbolVersion("0")
    }
    glibc = newest("GLIBC_")
    libstdcxx = newest("GLIBCXX_")
    guard glibc <= Facts.newestGlibc else {
      throw PackagingError("the program needs glibc \(glibc), and systems with \(Facts.newestGlibc) are served")
    }
  }

  /// The dependencies of a Debian package, which hold on Debian 12 and 13 and on Ubuntu from 22.04 on.
  var debian: [String] {
    get throws { ["libc6 (>= \(glibc))", "libgcc-s1", "libstdc++6 (>= \(try compiler))"] }
  }

  /// The version of GCC that brought the symbols, by which Debian versions the library.
  private var compiler: String {
    get throws {
      let versions = [("3.4.28", "9"), ("3.4.29", "11"), ("3.4.30", "12"), ("3.4.31", "13.1"), ("3.4.32", "13.2")]
      guard let version = versions.first(where: { libstdcxx <= SymbolVersion($0.0) }) else {
        throw PackagingError("the program needs libstdc++ with GLIBCXX_\(libstdcxx), which Debian 12 does not have")
      }
      return version.1
    }
  }

  /// The libraries that every system has, or that come with the packages of ``debian``.
  private static let known = ["libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "ld-linux"]
}
