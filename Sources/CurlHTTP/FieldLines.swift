import CCurl
import Glibc
import HTTPTypes

/// The header fields of a request as a list of libcurl.
@safe
final class FieldLines {
  private(set) var list: UnsafeMutablePointer<curl_slist>?

  /// Fields for framing and routing a message, which only the client sets.
  private static let reserved: Set = ["connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"]

  init(_ fields: HTTPFields) throws(TransferError) {
    for field in fields {
      guard !Self.reserved.contains(field.name.canonicalName) else {
        throw .invalidRequest("the field \(field.name) cannot be set, as it follows from the request")
      }
      if field.name != .cookie { try append(field) }
    }
    // HTTPTypes keeps each cookie pair in a field; a request has one such line (RFC 6265 section 5.4).
    if fields.contains(.cookie), let crumbs = fields[.cookie] { try append(HTTPField(name: .cookie, value: crumbs)) }
    // Otherwise libcurl would wait for "100 Continue" before it sends a large body.
    try append(line: Array("Expect:\0".utf8))
    // Otherwise libcurl would label a body without a type as a form.
    if !fields.contains(.contentType) { try append(line: Array("Content-Type:\0".utf8)) }
  }

  deinit { unsafe mcpcurl_slist_free(list) }

  private func append(_ field: HTTPField) throws(TransferError) {
    var line: [UInt8] = []
    let name = field.name.rawName.utf8
    unsafe line.reserveCapacity(name.count + 3 + field.withUnsafeBytesOfValue { $0.count })
    line.append(contentsOf: name)
    // CR, LF or NUL in a value would begin another line; HTTPTypes admits none, and this checks again.
    let isValid = unsafe field.withUnsafeBytesOfValue { value in
      // This is libcurl's notation for a field without a value.
      line.append(UInt8(ascii: value.isEmpty ? ";" : ":"))
      if !value.isEmpty { line.append(UInt8(ascii: " ")) }
      unsafe line.append(contentsOf: value)
      guard let start = value.baseAddress else { return true }
      return [0, 10, 13].allSatisfy { unsafe memchr(start, $0, value.count) == nil }
    }
    guard isValid else { throw .invalidRequest("the field \(field.name) has a line break or a NUL") }
    line.append(0)
    try append(line: line)
  }

  /// Appends a NUL-terminated line.
  private func append(line: [UInt8]) throws(TransferError) {
    let longer = unsafe line.withUnsafeBufferPointer { line in
      unsafe line.withMemoryRebound(to: CChar.self) { line in
        unsafe line.baseAddress.flatMap { unsafe mcpcurl_slist_append(list, $0) }
      }
    }
    guard let longer = unsafe longer else { throw .library("there is no memory for the header") }
    unsafe list = longer
  }
}
