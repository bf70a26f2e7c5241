import JSON

extension JSONValue {
  /// Approximate size in memory, in bytes.
  var size: Int {
    var size = 0
    // A work list instead of recursion: the depth is the input's choice.
    var rest = [self]
    while let value = rest.popLast() {
      size += 48
      switch value {
      case .string(let text): size += text.utf8.count
      case .number(let number): size += number.text.utf8.count
      case .array(let values): rest.append(contentsOf: values)
      case .object(let object):
        for (name, value) in object.members {
          size += name.utf8.count
          rest.append(value)
        }
      case .null, .bool: break
      }
    }
    return size
  }
}
