import Crypto
import Foundation
import TextCoding

/// Digests of data in hexadecimal.
enum Digest {
  static func sha256(_ data: Data) -> String { SHA256.hash(data: data).hexadecimal }

  /// MD5, which dpkg compares files by; it is no proof against malice.
  static func md5(_ data: Data) -> String { Insecure.MD5.hash(data: data).hexadecimal }
}
