import JSON

/// The position of a value: the file in a ``DocumentSet``, and the path from its root.
///
/// The path is a chain, so that a further step costs the same at any depth; pointers are needed for few positions.
struct Place: Sendable {
  let file: Int
  private let way: Way

  private indirect enum Way: Sendable {
    case root
    case name(String, below: Way)
    case index(Int, below: Way)
  }

  private init(file: Int, way: Way) {
    self.file = file
    self.way = way
  }

  /// The root of a file.
  init(file: Int) { self.init(file: file, way: .root) }

  init(file: Int, pointer: JSONPointer) {
    self = pointer.tokens.reduce(Place(file: file)) { $0.appending($1) }
  }

  func appending(_ name: String) -> Place { Place(file: file, way: .name(name, below: way)) }

  func appending(_ index: Int) -> Place { Place(file: file, way: .index(index, below: way)) }

  var pointer: JSONPointer {
    var tokens: [String] = []
    var way = way
    while true {
      switch way {
      case .root: return JSONPointer(tokens.reversed())
      case .name(let name, let below):
        tokens.append(name)
        way = below
      case .index(let index, let below):
        tokens.append(String(index))
        way = below
      }
    }
  }
}
