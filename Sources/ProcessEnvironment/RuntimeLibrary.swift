import Glibc

/// A library that is opened when it is first needed, and not linked.
package enum RuntimeLibrary: String, Sendable, CaseIterable {
  case curl = "libcurl.so.4"
  case secret = "libsecret-1.so.0"
  case zlib = "libz.so.1"
  case postgreSQL = "libpq.so.5"

  /// The Debian packages that have it, each an alternative: the name differs between releases.
  package var packages: [String] {
    switch self {
    case .curl: ["libcurl4t64", "libcurl4"]
    case .secret: ["libsecret-1-0"]
    case .zlib: ["zlib1g"]
    case .postgreSQL: ["libpq5"]
    }
  }

  /// The purpose that it is opened for.
  package var use: String {
    switch self {
    case .curl: "requests to the backend"
    case .secret: "the keyring of the desktop"
    case .zlib: "compressed pages of the documentation"
    case .postgreSQL: "the database that replicas share"
    }
  }

  /// Whether the program does without it: otherwise its package is a dependency.
  package var isOptional: Bool { self != .curl }

  /// Whether only few installations need it: its package is then suggested, not recommended.
  package var isRare: Bool { self == .postgreSQL }

  /// Whether it can be opened here.
  package var isFound: Bool {
    // It stays open: libraries with threads or registered types cannot be unloaded safely.
    unsafe dlopen(rawValue, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE) != nil
  }

  /// The version that libcurl says it has; `nil` if it is not found or has no way to say.
  package var version: String? {
    guard self == .curl, let library = unsafe dlopen(rawValue, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE),
      let symbol = unsafe dlsym(library, "curl_version")
    else { return nil }
    // Safe: this is the type of curl_version(3), whose text lives as long as the library.
    let version = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> UnsafePointer<CChar>?).self)
    return unsafe version().map { unsafe String(cString: $0) }
  }
}
