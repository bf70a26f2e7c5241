/// A block of a document.
struct Block: Sendable {
  enum Kind: Sendable, Equatable {
    case document
    case quote
    case list(ListStyle)
    case item
    case paragraph
    case heading(level: Int)
    case code(info: [UInt8])
    case rule
    case table([ColumnAlignment])
  }

  var kind: Kind
  /// The position of the block around it; its own for the document.
  let parent: Int
  /// The text of a block without blocks in it.
  var content: [UInt8] = []
  /// Whether no paragraph of the list is set apart by a blank line.
  var isTight = true
  /// Whether nothing of it is written, as of a paragraph of link definitions alone.
  var isEmpty = false
}

/// The markers of a list's items.
enum ListStyle: Sendable, Equatable {
  case bullet(UInt8)
  case ordered(start: Int, delimiter: UInt8)

  /// Whether an item with another marker belongs to the same list.
  func continues(_ other: ListStyle) -> Bool {
    switch (self, other) {
    case (.bullet(let left), .bullet(let right)): left == right
    case (.ordered(_, let left), .ordered(_, let right)): left == right
    default: false
    }
  }
}

/// The alignment of a table's column.
enum ColumnAlignment: Sendable, Equatable {
  case none, left, center, right
}
