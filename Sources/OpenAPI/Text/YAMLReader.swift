import JSON

/// Reads the only document of a YAML text, with limits on depth and values, and passes its parts to an assembly.
///
/// A loop over libyaml's events with a stack of its own: no input decides the depth of the program's stack.
struct YAMLReader<Assembly: YAMLAssembly> {
  typealias Value = Assembly.Value
  typealias Member = YAMLMember<Value>

  /// A complete value.
  private struct Node {
    var value: Value
    var mark: YAMLMark
    /// The number of values in it, including itself, with repetitions by aliases.
    var count = 1
    /// The levels of collections below it.
    var height = 0
    /// The text of a scalar, which may be a key.
    var name: String?
    /// Whether the name is an unquoted `<<`.
    var isMergeKey = false
  }

  /// A collection that is not yet complete.
  private struct Frame {
    let isMapping: Bool
    let anchor: String?
    let mark: YAMLMark
    var elements: [Value] = []
    var members: [Member] = []
    /// The key for the next value.
    var key: Node?
    /// The mappings added by `<<`, and the number of members before the first of them.
    var merged: [[Member]] = []
    var mergePosition = 0
    var count = 1
    var height = 0

    mutating func hold(_ node: Node) {
      count += node.count
      height = max(height, node.height + 1)
    }
  }

  private var assembly: Assembly
  private var frames: [Frame] = []
  private var anchors: [String: Node] = [:]
  private var root: Node?
  private var remaining = DocumentText.Limit.values

  private init(_ assembly: Assembly) { self.assembly = assembly }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8, validated, without a byte order mark.
  ///   - assembly: Builds values from the parts.
  /// - Returns: The assembly, and the value of the document.
  /// - Throws: ``DocumentError/malformed(_:)``, with the line.
  static func read(
    _ text: Span<UInt8>,
    _ assembly: Assembly
  ) throws(DocumentError) -> (assembly: Assembly, root: Value) {
    try YAMLEvents.read(text) { events throws(DocumentError) in
      var reader = YAMLReader(assembly)
      while try reader.take(try events.next()) {}
      guard let root = reader.root else { throw .malformed("The document is empty.") }
      return (reader.assembly, root.value)
    }
  }

  /// Processes one event.
  ///
  /// - Returns: Whether more events follow.
  private mutating func take(_ next: (event: YAMLEvent, mark: YAMLMark)) throws(DocumentError) -> Bool {
    let mark = next.mark
    switch next.event {
    case .streamEnd: return false
    case .documentStart:
      guard root == nil else {
        throw .malformed("The YAML text has a second document in line \(mark.line). Put it into a file of its own.")
      }
    case .documentEnd: break
    case .scalar(let scalar, let anchor):
      try count(1, at: mark)
      guard !CombiningMarks.areExcessive(in: scalar.text) else {
        throw .malformed(
          "The YAML text has more than \(CombiningMarks.most) combining marks in a row in line \(mark.line). Take them out."
        )
      }
      let node = Node(
        value: assembly.scalar(scalar, at: mark),
        mark: mark,
        name: scalar.text,
        isMergeKey: scalar.isMergeKey
      )
      if let anchor { anchors[anchor] = node }
      try add(node)
    case .alias(let name): try add(try repeated(name, at: mark))
    case .sequenceStart(let anchor): try open(isMapping: false, anchor, at: mark)
    case .mappingStart(let anchor): try open(isMapping: true, anchor, at: mark)
    case .sequenceEnd, .mappingEnd: try close()
    }
    return true
  }

  /// Counts values, and checks the depth of nesting.
  private mutating func count(_ count: Int, height: Int = 0, at mark: YAMLMark) throws(DocumentError) {
    guard frames.count + height <= DocumentText.Limit.depth else {
      throw .malformed("The YAML text is nested deeper than \(DocumentText.Limit.depth) levels in line \(mark.line).")
    }
    remaining -= count
    guard remaining > 0 else {
      throw .malformed(
        "The YAML text has more than \(DocumentText.Limit.values) values, its aliases followed. Use fewer aliases."
      )
    }
  }

  private mutating func repeated(_ name: String, at mark: YAMLMark) throws(DocumentError) -> Node {
    guard !frames.contains(where: { $0.anchor == name }) else {
      throw .malformed("The alias *\(name) in line \(mark.line) stands inside of what it repeats.")
    }
    guard var node = anchors[name] else {
      throw .malformed("The alias *\(name) in line \(mark.line) leads nowhere.")
    }
    try count(node.count, height: node.height, at: mark)
    node.mark = mark
    node.isMergeKey = false
    return node
  }

  private mutating func open(isMapping: Bool, _ anchor: String?, at mark: YAMLMark) throws(DocumentError) {
    if let frame = frames.last, frame.isMapping, frame.key == nil {
      throw Self.noText(mark)
    }
    try count(1, at: mark)
    if let anchor { anchors[anchor] = nil }
    frames.append(Frame(isMapping: isMapping, anchor: anchor, mark: mark))
  }

  private mutating func close() throws(DocumentError) {
    guard let frame = frames.popLast() else { return }
    let value =
      frame.isMapping
      ? assembly.mapping(try members(of: frame), at: frame.mark)
      : assembly.sequence(frame.elements, at: frame.mark)
    let node = Node(value: value, mark: frame.mark, count: frame.count, height: frame.height)
    if let anchor = frame.anchor { anchors[anchor] = node }
    try add(node)
  }

  /// Adds a complete value: as the root, an element, a key, or the value of a key.
  private mutating func add(_ node: Node) throws(DocumentError) {
    guard let top = frames.indices.last else {
      root = node
      return
    }
    guard frames[top].isMapping else {
      frames[top].elements.append(node.value)
      frames[top].hold(node)
      return
    }
    guard let key = frames[top].key else {
      guard node.name != nil else { throw Self.noText(node.mark) }
      frames[top].key = node
      return
    }
    frames[top].key = nil
    frames[top].hold(node)
    if key.isMergeKey {
      try merge(node.value, at: key.mark)
    } else {
      frames[top].members.append(Member(name: key.name ?? "", mark: key.mark, value: node.value))
    }
  }

  private mutating func merge(_ value: Value, at mark: YAMLMark) throws(DocumentError) {
    guard let mappings = assembly.mappings(of: value) else {
      throw .malformed("The merge key `<<` in line \(mark.line) takes a mapping, or a list of mappings.")
    }
    let top = frames.count - 1
    if frames[top].merged.isEmpty { frames[top].mergePosition = frames[top].members.count }
    frames[top].merged += mappings
  }

  private static func noText(_ mark: YAMLMark) -> DocumentError {
    .malformed("A key of the YAML text is a list or a mapping in line \(mark.line). Keys must be text.")
  }

  /// The members of a mapping with those added by `<<`; its own take precedence, then those merged first.
  private func members(of frame: Frame) throws(DocumentError) -> [Member] {
    if let (first, second) = Self.duplicate(in: frame.members) {
      throw .malformed(
        "The text is not YAML that can be read: the key \"\(first.name)\" occurs twice in one mapping, in line "
          + "\(first.mark.line) and in line \(second.mark.line)."
      )
    }
    guard !frame.merged.isEmpty else { return frame.members }
    var names = Set(frame.members.map(\.name))
    let merged = frame.merged.joined().filter { names.insert($0.name).inserted }
    return frame.members[..<frame.mergePosition] + merged + frame.members[frame.mergePosition...]
  }

  private static func duplicate(in members: [Member]) -> (Member, Member)? {
    // For few members, comparing all pairs is faster than hashing.
    guard members.count > 12 else {
      for (position, member) in members.enumerated() {
        for earlier in members[..<position] where earlier.name == member.name { return (earlier, member) }
      }
      return nil
    }
    var seen: [String: Int] = [:]
    seen.reserveCapacity(members.count)
    for (position, member) in members.enumerated() {
      if let earlier = seen.updateValue(position, forKey: member.name) { return (members[earlier], member) }
    }
    return nil
  }
}
