import JSON

/// Outlines a value of any size within a limit: parts that are too large are replaced by marks of their positions.
///
/// An object with `x-part` replaces an object, array or text that does not fit; it is the JSON Pointer (RFC 6901) by
/// which that part can be requested. Of a list that is too long, the beginning is left and then such an object with
/// `x-from`, the number of the first missing member.
struct Outline {
  /// Whether any part was left out.
  private(set) var isShortened = false

  /// The smallest share of space that is worth a beginning: a smaller one is used for a mere mark.
  private static let minimumShare = 400
  /// The size of a mark without its position.
  private static let markSize = 80

  /// Outlines a value.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - pointer: The position of the value in the whole description.
  ///   - limit: The approximate bytes of JSON text of the outline.
  ///   - start: The number of the first member to include, for an object or array; of the first scalar, for a text.
  /// - Returns: The outline; the value itself if it fits.
  mutating func outline(_ value: JSONValue, at pointer: JSONPointer, limit: Int, from start: Int = 0) -> JSONValue {
    if start == 0, Self.size(of: value, upTo: limit) <= limit { return value }
    switch value {
    case .object(let object): return members(of: object, at: pointer, limit: limit, from: start)
    case .array(let elements): return self.elements(of: elements, at: pointer, limit: limit, from: start)
    case .string(let text): return self.text(text, at: pointer, limit: limit, from: start)
    case .number, .bool, .null: return value
    }
  }

  private mutating func members(
    of object: JSONObject,
    at pointer: JSONPointer,
    limit: Int,
    from start: Int
  ) -> JSONValue {
    let members = Array(object.members.dropFirst(start))
    let markSize = Self.markSize + pointer.description.utf8.count
    let sizes = Self.sizes(members.lazy.map { ($0.name.utf8.count + 4, $0.value) }, limit: limit, mark: markSize)
    let shares = Self.shares(sizes, limit: limit, mark: markSize)
    var result = JSONObject()
    for (member, share) in zip(members, shares) {
      result.append(member.name, part(member.value, at: pointer.appending(member.name), share: share))
    }
    if shares.count < members.count { result.append("x-rest", mark(pointer, from: start + shares.count)) }
    return .object(result)
  }

  private mutating func elements(
    of elements: [JSONValue],
    at pointer: JSONPointer,
    limit: Int,
    from start: Int
  ) -> JSONValue {
    let rest = elements.dropFirst(start)
    let markSize = Self.markSize + pointer.description.utf8.count
    let sizes = Self.sizes(rest.lazy.map { (1, $0) }, limit: limit, mark: markSize)
    let shares = Self.shares(sizes, limit: limit, mark: markSize)
    var result: [JSONValue] = []
    for (position, share) in zip(rest.indices, shares) {
      result.append(part(elements[position], at: pointer.appending(position), share: share))
    }
    if shares.count < rest.count { result.append(mark(pointer, from: start + shares.count)) }
    return .array(result)
  }

  private mutating func text(_ text: String, at pointer: JSONPointer, limit: Int, from start: Int) -> JSONValue {
    let scalars = text.unicodeScalars.dropFirst(start)
    // An escape takes up to six bytes.
    let head = scalars.prefix(max(1, limit / 6))
    guard head.endIndex < scalars.endIndex else { return .string(String(Substring(scalars))) }
    isShortened = true
    return [
      "x-text": .string(String(Substring(head))), "x-part": .string(pointer.description),
      "x-from": .number(JSONNumber(start + head.count)),
    ]
  }

  private mutating func part(_ value: JSONValue, at pointer: JSONPointer, share: Int?) -> JSONValue {
    guard let share else { return value }
    guard share < Self.minimumShare else { return outline(value, at: pointer, limit: share) }
    return mark(pointer, of: value)
  }

  /// The mark in place of a part that is left out; a short `type` of a schema stays in it.
  private mutating func mark(_ pointer: JSONPointer, of value: JSONValue = .null, from start: Int? = nil) -> JSONValue {
    isShortened = true
    var mark = JSONObject()
    if let type = value["type"], type.json.count <= 40 { mark.append("type", type) }
    mark.append("x-part", .string(pointer.description))
    mark.append("x-from", ifPresent: start.map { .number(JSONNumber($0)) })
    return .object(mark)
  }

  /// The sizes of the first members, as many as may fit; each is measured up to the limit only.
  private static func sizes(
    _ members: some Sequence<(name: Int, value: JSONValue)>,
    limit: Int,
    mark: Int
  ) -> [(name: Int, value: Int)] {
    var sizes: [(name: Int, value: Int)] = []
    var space = limit
    for member in members {
      guard space >= 0 || sizes.isEmpty else { break }
      let size = size(of: member.value, upTo: limit)
      sizes.append((member.name, size))
      space -= member.name + min(size, mark + member.name)
    }
    return sizes
  }

  /// The bytes of a value as JSON text; measuring stops beyond the limit.
  private static func size(of value: JSONValue, upTo limit: Int) -> Int {
    var size = 0
    var pending = [value]
    while size <= limit, let value = pending.popLast() {
      switch value {
      case .array(let elements):
        size += 1 + max(1, elements.count)
        if size <= limit { pending += elements }
      case .object(let object):
        size += 1 + max(1, object.count)
        guard size <= limit else { break }
        for (name, member) in object {
          size += name.utf8.count + 3
          pending.append(member)
        }
      case .string(let text) where text.utf8.count > limit: size += text.utf8.count
      default: size += value.json.count
      }
    }
    return size
  }

  /// The space for each of the first members: `nil` for one that fits as a whole.
  ///
  /// Members get equal shares; the unused rest of small ones goes to the others.
  private static func shares(_ sizes: [(name: Int, value: Int)], limit: Int, mark: Int) -> [Int?] {
    // First as many members as there is space for, each at least as a mark.
    var space = limit
    var count = 0
    for size in sizes {
      let least = size.name + min(size.value, mark + size.name)
      guard space >= least || count == 0 else { break }
      space -= least
      count += 1
    }
    // Then the rest of the space, small members first.
    var shares = [Int?](repeating: 0, count: count)
    let bySize = sizes.indices.prefix(count).sorted { (sizes[$0].value, $0) < (sizes[$1].value, $1) }
    for (rank, position) in bySize.enumerated() {
      let size = sizes[position]
      let least = min(size.value, mark + size.name)
      let share = least + max(0, space) / (count - rank)
      shares[position] = size.value <= share ? nil : share
      space -= min(size.value, share) - least
    }
    return shares
  }
}
