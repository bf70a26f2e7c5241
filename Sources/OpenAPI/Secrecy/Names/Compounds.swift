/// Words that are written together: `privatekey`, `bindpass`, `csrftoken`, `smscode`.
enum Compounds {
  /// The last part of a compound; `nil` for a word that is none.
  static func head(of word: String) -> String? {
    for head in heads where word.utf8.count > head.utf8.count && word.hasSuffix(head) {
      switch head {
      case "key": if KeyWords.known.contains(String(word.dropLast(3))) { return head }
      case "code": if CodeWords.known.contains(String(word.dropLast(4))) { return head }
      case "pass": if accounts.contains(String(word.dropLast(4))) { return head }
      case "pin": if accounts.contains(String(word.dropLast(3))) { return head }
      case "id": if idHolders.contains(String(word.dropLast(2))) { return head }
      case "url": if word.count > 5 { return head }
      default: return head
      }
    }
    return nil
  }

  private static let heads = [
    "password", "passwd", "passphrase", "token", "secret", "pwd", "key", "code", "pass", "pin", "id", "url",
  ]
  /// Parts before `pass` or `pin` that name whose it is: `compass` and `spin` are no compounds.
  private static let accounts: Set<String> = [
    "bind", "smtp", "imap", "pop", "db", "user", "root", "admin", "mail", "email", "proxy", "ftp", "sftp", "http",
    "auth", "login", "account", "sudo", "ldap", "wifi", "ssh", "vnc", "sql", "mysql", "redis", "host", "card", "my",
  ]
  private static let idHolders: Set<String> = ["token", "key", "secret", "client", "session", "accesskey", "user"]
}
