import JSON

extension JSONValue {
  /// About how many bytes of memory it takes up.
  var size: Int {
    var size = 0
    // A list of what is left instead of recursion: the input decides how deep it is.
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
