import OpenAPI

/// Gives each operation the name of its tool: lower-case words joined by `_`, at most 40 characters, each name once.
///
/// The name that the document gives under `x-mcp` is taken as it is. Else it is made of the `operationId`, else of method
/// and path. Where two operations would have the same name, the later one's ends in a digest of its method and path, so
/// that names stay what they are when operations are added behind them.
struct ToolNames {
  private static let maximumLength = 40

  private var taken: Set<String>
  private var given: Set<String> = []

  /// Keeps free the names that the document gives itself.
  init(reserving operations: [Operation]) { taken = Set(operations.compactMap(\.mcp.name)) }

  /// Gives the name of an operation's tool.
  ///
  /// - Returns: A name that no other operation has.
  /// - Throws: Why the name given under `x-mcp` cannot be used.
  mutating func name(of operation: Operation) throws(APITools.Obstacle) -> String {
    if let name = operation.mcp.name {
      guard Self.isValid(name) else {
        throw .init("The name \"\(name.prefix(80))\" is not 1 to 64 letters, digits, - and _. Correct it under x-mcp.")
      }
      guard given.insert(name).inserted else {
        throw .init("The name \"\(name)\" is taken by an earlier operation. Give it another one under x-mcp.")
      }
      return name
    }
    let words = Words.split(operation.operationID ?? "\(operation.method) \(operation.path)")
    let whole = words.joined(separator: "_")
    let isFitting = !whole.isEmpty && whole.utf8.count <= Self.maximumLength
    if isFitting, taken.insert(whole).inserted { return whole }
    let distinct = Self.shortened(words, Self.digest(of: "\(operation.method) \(operation.path)"))
    guard taken.insert(distinct).inserted else {
      throw .init("No name could be made that another operation does not have. Give it one under x-mcp.")
    }
    return distinct
  }

  /// What every client takes for the name of a tool (TOOL-04).
  static func isValid(_ name: String) -> Bool {
    1...64 ~= name.utf8.count
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar))
      }
  }

  private static func shortened(_ words: [String], _ digest: String) -> String {
    var name = ""
    for word in words.isEmpty ? ["operation"] : words {
      let next = name.isEmpty ? word : "\(name)_\(word)"
      guard next.utf8.count + digest.utf8.count < maximumLength else { break }
      name = next
    }
    if name.isEmpty { name = String(words.first?.prefix(maximumLength - digest.utf8.count - 1) ?? "operation") }
    return "\(name)_\(digest)"
  }

  /// Six digits that depend on the text alone (FNV-1a), the same on every machine.
  private static func digest(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash & 0xFF_FFFF, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
