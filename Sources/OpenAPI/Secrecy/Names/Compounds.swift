/// Splits words that are written together: `privatekey`, `bindpass`, `csrftoken`, `smscode`.
enum Compounds {
  /// The last part of a compound; `nil` for any other word.
  ///
  /// Works on bytes, and by the last one first, because it sees every word of every name.
  static func head(of word: [UInt8]) -> String? {
    guard let last = word.last, let heads = headsByLastByte[last] else { return nil }
    for (head, bytes) in heads where word.count > bytes.count && word.suffix(bytes.count).elementsEqual(bytes) {
      let rest = String(decoding: word.dropLast(bytes.count), as: UTF8.self)
      switch head {
      case "key": if KeyWords.known.contains(rest) { return head }
      case "code": if CodeWords.known.contains(rest) { return head }
      case "pass", "pin": if accounts.contains(rest) { return head }
      case "hash": if passwords.contains(rest) { return head }
      case "id": if idHolders.contains(rest) { return head }
      case "url": if rest.utf8.count > 2 { return head }
      default: return head
      }
    }
    return nil
  }

  private static let headsByLastByte = Dictionary(
    grouping: [
      "password", "passwd", "passphrase", "token", "secret", "pwd", "key", "code", "pass", "pin", "id", "url", "hash",
    ].map { (head: $0, bytes: Array($0.utf8)) }
  ) { $0.bytes[$0.bytes.count - 1] }
  /// Parts before `pass` or `pin` that name its owner; `compass` and `spin` are no compounds.
  private static let accounts: Set<String> = [
    "bind", "smtp", "imap", "pop", "db", "user", "root", "admin", "mail", "email", "proxy", "ftp", "sftp", "http",
    "auth", "login", "account", "sudo", "ldap", "wifi", "ssh", "vnc", "sql", "mysql", "redis", "host", "card", "my",
  ]
  private static let passwords: Set<String> = ["pw", "pwd", "pass", "passwd", "password"]
  private static let idHolders: Set<String> = ["token", "key", "secret", "client", "session", "accesskey", "user"]
}
