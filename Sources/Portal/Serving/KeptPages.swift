/// A page as it is sent, kept for the next request.
struct KeptPage: Sendable {
  let type: String
  let bytes: [UInt8]
  /// The bytes in the format gzip; `nil` if they would be no shorter.
  let compressed: [UInt8]?
  /// The entity tag, without quotation marks.
  let tag: String

  var size: Int { bytes.count + (compressed?.count ?? 0) + 256 }
}

/// The pages made so far, up to a total size; the oldest give way.
struct KeptPages {
  /// The identity of a page as it is sent.
  struct Key: Hashable {
    let path: String
    let isMarkdown: Bool
    let host: String

    /// A host that nobody checks may be as long as a request's head.
    var size: Int { path.utf8.count + host.utf8.count }
  }

  static let maximumSize = 32 << 20

  /// The content that the pages were made from.
  private(set) var generation = 0
  private var pages: [Key: KeptPage] = [:]
  /// The keys in the order in which pages were kept, from a position on.
  private var order: [Key] = []
  private var oldest = 0
  private(set) var size = 0

  subscript(key: Key) -> KeptPage? { pages[key] }

  /// Forgets all pages of other content.
  mutating func use(_ generation: Int) {
    guard generation != self.generation else { return }
    self = KeptPages()
    self.generation = generation
  }

  /// Keeps a page, unless it was made of content that is no longer the current one.
  mutating func keep(_ page: KeptPage, for key: Key, of generation: Int) {
    guard generation == self.generation, pages[key] == nil,
      page.size + key.size <= Self.maximumSize / 4
    else { return }
    pages[key] = page
    order.append(key)
    size += page.size + key.size
    while size > Self.maximumSize, oldest < order.count {
      let key = order[oldest]
      if let page = pages.removeValue(forKey: key) { size -= page.size + key.size }
      oldest += 1
    }
    if oldest > 1_000, oldest > order.count / 2 {
      order.removeFirst(oldest)
      oldest = 0
    }
  }
}
