import Glibc
package import OpenAPI

/// Reads the Markdown files of a folder and its subfolders.
///
/// Links that lead outside the folder are not followed; sizes and numbers are bounded.
package struct GuideFolder {
  private let path: String
  private let folder: FolderFiles
  private var files: [String] = []
  private var problems: [String] = []

  /// The largest file, and all files together, in bytes.
  private static let (maximumFile, maximumTotal) = (1 << 20, 32 << 20)
  /// The most files and folders, and the deepest folder.
  private static let (maximumEntries, maximumDepth) = (5000, 8)

  /// Opens a folder.
  ///
  /// - Throws: The reason why it is no folder that can be read.
  private init(_ path: String) throws(SiblingFileError) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    folder = try FolderFiles(besides: "\(path)/.")
  }

  /// Reads the guides of a folder.
  ///
  /// - Parameter path: The folder.
  /// - Returns: The guides, and the files that could not be read, with the reason.
  /// - Throws: The reason why it is no folder that can be read.
  package static func read(_ path: String) throws(SiblingFileError) -> Guides {
    var reader = try GuideFolder(path)
    return reader.guides()
  }

  private mutating func guides() -> Guides {
    var guides: [Guide] = []
    var slugs: Set<String> = []
    var size = 0
    for name in names() {
      do throws(SiblingFileError) {
        let bytes = try folder.bytes(at: name, limit: Self.maximumFile)
        size += bytes.count
        guard size <= Self.maximumTotal else {
          problems.append("\(name) and later ones: all guides together are more than \(Self.maximumTotal >> 20) MB")
          break
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
          problems.append("\(name) is no UTF-8")
          continue
        }
        guides.append(Guide(slug: Self.slug(name, &slugs), markdown: text, path: name))
      } catch {
        problems.append("\(name) \(error.sentence)")
      }
    }
    return Guides(guides, files: files, problems: problems)
  }

  /// The name in the address: the path without its ending, with what no path segment holds replaced.
  private static func slug(_ name: String, _ used: inout Set<String>) -> String {
    let base = name.dropLast(3).map { $0 == "/" || $0 == "\\" || $0.isWhitespace ? "-" : $0 }
    var slug = String(base)
    var number = 2
    while slug == "." || slug == ".." || !used.insert(slug).inserted {
      slug = "\(String(base))-\(number)"
      number += 1
    }
    return slug
  }

  /// The paths of the Markdown files, relative to the folder and in order.
  private mutating func names() -> [String] {
    var names: [String] = []
    var pending = [(name: "", depth: 0)]
    var count = 0
    while let (name, depth) = pending.popLast() {
      files.append("\(path)/\(name).")
      guard let entries = entries(of: name) else {
        problems.append("\(name) cannot be read")
        continue
      }
      for entry in entries where !entry.hasPrefix(".") {
        count += 1
        guard count <= Self.maximumEntries else {
          problems.append("there are more than \(Self.maximumEntries) files: the rest is left out")
          return names.sorted()
        }
        let child = name + entry
        if entry.hasSuffix(".md") {
          names.append(child)
          files.append("\(path)/\(child)")
        } else if isFolder(child), depth < Self.maximumDepth {
          pending.append(("\(child)/", depth + 1))
        }
      }
    }
    return names.sorted()
  }

  /// Whether it is a folder itself, and no link to one.
  private func isFolder(_ name: String) -> Bool {
    var status = stat()
    guard unsafe lstat("\(path)/\(name)", &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private func entries(of name: String) -> [String]? {
    guard let stream = unsafe opendir("\(path)/\(name)") else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(validatingCString: $0) }
      }
      if let name, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) { names.append(name) }
      if names.count > Self.maximumEntries { break }
    }
    return names.sorted()
  }
}
