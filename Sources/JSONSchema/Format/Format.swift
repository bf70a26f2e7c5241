import JSON

/// A value of `format` that can be asserted (validation 7.3); all others are annotations only.
enum Format: String, CaseIterable, Sendable {
  case dateTime = "date-time"
  case date
  case time
  case email
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case uuid
  case regex
  case jsonPointer = "json-pointer"

  func accepts(_ text: String) -> Bool {
    switch self {
    case .dateTime: text.isDateTime
    case .date: text.isDate
    case .time: text.isTime
    case .email: text.isEmailAddress
    case .ipv4: text.isIPv4Address
    case .ipv6: text.isIPv6Address
    case .uri: URIReference(text).scheme != nil && text.isURIReference
    case .uriReference: text.isURIReference
    case .uuid: text.isUUID
    case .regex: (try? Pattern(text)) != nil
    case .jsonPointer: JSONPointer(text: text) != nil
    }
  }

  /// A noun for the required text, with an example where it helps.
  var noun: String {
    switch self {
    case .dateTime: "a date and time with an offset, such as 2030-01-31T23:59:00Z"
    case .date: "a date, such as 2030-01-31"
    case .time: "a time with an offset, such as 23:59:00Z"
    case .email: "an e-mail address"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    case .uri: "a URI, such as https://example.com/path"
    case .uriReference: "a URI or a relative reference"
    case .uuid: "a UUID, such as 123e4567-e89b-12d3-a456-426614174000"
    case .regex: "a regular expression"
    case .jsonPointer: "a JSON Pointer, such as /name/0"
    }
  }
}

extension String {
  fileprivate var isUUID: Bool {
    utf8.count == 36
      && utf8.enumerated().allSatisfy { position, byte in
        [8, 13, 18, 23].contains(position) ? byte == UInt8(ascii: "-") : byte.isHexDigit
      }
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  var isHexDigit: Bool { isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }
}
