import Calls
import Crypto

extension SignInAccount {
  /// The value by which a form names the account: a digest, since ids are nothing for pages.
  var choice: String {
    let digest = SHA256.hash(data: Array("\(label)\n\(id)".utf8))
    return digest.prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
