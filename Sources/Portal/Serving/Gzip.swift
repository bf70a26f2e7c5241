import CZlib

/// Compression in the format gzip, where the system has zlib.
enum Gzip {
  /// Whether the system has zlib.
  static var isThere: Bool { mcpzlib_is_there() != 0 }

  /// The compressed bytes; `nil` if zlib is not there or they are no shorter.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 256 else { return nil }
    let result = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      guard let output = buffer.baseAddress else { return }
      count = unsafe bytes.withUnsafeBufferPointer { input in
        guard let start = input.baseAddress else { return 0 }
        return unsafe mcpzlib_gzip(start, input.count, output, buffer.count)
      }
    }
    return result.isEmpty ? nil : result
  }
}
