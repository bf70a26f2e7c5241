import Glibc

/// Paths of files, with and without the links in them.
enum FilePath {
  /// The most links that are followed one after the other, as in Linux.
  private static let maximumLinks = 40

  /// The path with all links followed; `nil` if the file does not exist.
  static func resolved(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard unsafe realpath(path, &buffer) != nil else { return nil }
    return text(buffer)
  }

  /// The path at which a file would be made: links are followed as far as there are any, also one to nothing.
  ///
  /// - Returns: `nil` if links lead in a circle.
  static func target(_ path: String) -> String? {
    var path = path
    for _ in 0..<maximumLinks {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = unsafe readlink(path, &buffer, Int(PATH_MAX))
      guard count > 0 else { return existing(path) }
      buffer[count] = 0
      let link = text(buffer)
      path = link.hasPrefix("/") ? link : "\(folder(of: path))/\(link)"
    }
    return nil
  }

  /// The characters of a buffer before its zero.
  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path with links followed in the part of it that exists.
  private static func existing(_ path: String) -> String {
    var known = path
    while !known.isEmpty {
      if let real = resolved(known) {
        let rest = path.dropFirst(known.count)
        return real == "/" && !rest.isEmpty ? String(rest) : real + rest
      }
      known = String(known[..<(known.lastIndex(of: "/") ?? known.startIndex)])
    }
    return path
  }

  /// The folder of a file with an absolute path.
  static func folder(of path: String) -> String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The last name of a path.
  static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether a path without links is in a folder without links; a step upwards in a part that is still missing could
  /// lead elsewhere once that part exists.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path.hasPrefix(folder.hasSuffix("/") ? folder : "\(folder)/") && !path.split(separator: "/").contains("..")
  }

  /// Whether a path had no bytes that are not UTF-8, in whose place there would be U+FFFD.
  static func isText(_ path: String) -> Bool { !path.unicodeScalars.contains("\u{FFFD}") }

  /// The working folder, without links.
  static var workingFolder: String? { resolved(".") }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }
}
