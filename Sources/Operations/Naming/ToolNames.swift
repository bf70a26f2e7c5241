package import OpenAPI

/// Assigns unique tool names to operations: lower-case words joined by `_`, at most 40 characters each.
///
/// A name that the document gives under `x-mcp` is taken as it is. Any other is made of the `operationId`, else of
/// method and path. If two operations would have the same name, the name of the later one ends in a digest of its
/// method and path, so that names stay stable when operations are added behind them.
///
/// If several documents are served, the names of each begin with the document's own name, and all are at most 40
/// characters long. Nothing else about one document depends on the others.
package struct ToolNames {
  private static let maximumLength = 40

  private var taken: Set<String>
  private var given: Set<String> = []
  private let prefix: String?

  /// Reserves the names that the document gives itself (`x-mcp`).
  ///
  /// - Parameters:
  ///   - operations: The operations of the document.
  ///   - prefix: The prefix of all names, written before `_`; `nil` for none.
  package init(reserving operations: [Operation], prefix: String? = nil) {
    self.prefix = prefix
    taken = Set(operations.compactMap { Self.given($0, prefix: prefix) })
  }

  /// The tool name that the document gives an operation, with the prefix; `nil` if it gives none.
  package static func given(_ operation: Operation, prefix: String?) -> String? {
    guard let name = operation.mcp.name, let prefix else { return operation.mcp.name }
    return whole(name, prefix: prefix)
  }

  /// A tool name with its prefix, shortened to 40 characters if it is longer.
  package static func whole(_ name: String, prefix: String) -> String {
    let whole = "\(prefix)_\(name)"
    return whole.utf8.count <= maximumLength ? whole : shortened([prefix] + Words.split(name), digest(of: name))
  }

  /// Assigns the name of an operation's tool.
  ///
  /// - Returns: A name that no other operation has.
  /// - Throws: The reason why the name given under `x-mcp` cannot be used.
  package mutating func name(of operation: Operation) throws(UnusableOperation) -> String {
    if let name = operation.mcp.name, let whole = Self.given(operation, prefix: prefix) {
      guard Self.isValid(name) else {
        throw .init("The name \"\(name.prefix(80))\" is not 1 to 64 letters, digits, - and _. Correct it under x-mcp.")
      }
      guard given.insert(whole).inserted else {
        throw .init("The name \"\(name)\" is taken by an earlier operation. Give it another one under x-mcp.")
      }
      return whole
    }
    let words = Words.split(operation.operationID ?? "\(operation.method) \(operation.path)")
    let whole = (prefixed + words).joined(separator: "_")
    let isFitting = !words.isEmpty && whole.utf8.count <= Self.maximumLength
    if isFitting, taken.insert(whole).inserted { return whole }
    let digest = Self.digest(of: "\(operation.method) \(operation.path)")
    let distinct = Self.shortened(prefixed + (words.isEmpty ? ["operation"] : words), digest)
    guard taken.insert(distinct).inserted else {
      throw .init("No name could be made that another operation does not have. Give it one under x-mcp.")
    }
    return distinct
  }

  private var prefixed: [String] { prefix.map { [$0] } ?? [] }

  /// Whether every client accepts the text as the name of a tool (TOOL-04).
  static func isValid(_ name: String) -> Bool {
    1...64 ~= name.utf8.count
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar))
      }
  }

  private static func shortened(_ words: [String], _ digest: String) -> String {
    var name = ""
    for word in words {
      let next = name.isEmpty ? word : "\(name)_\(word)"
      guard next.utf8.count + digest.utf8.count < maximumLength else { break }
      name = next
    }
    if name.isEmpty { name = String(words.first?.prefix(maximumLength - digest.utf8.count - 1) ?? "operation") }
    return "\(name)_\(digest)"
  }

  /// Six hexadecimal digits that depend on the text alone (FNV-1a), the same on every machine.
  private static func digest(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash & 0xFF_FFFF, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
