/// A program that is measured.
struct Subject: Hashable {
  /// The purpose for which a program is measured.
  enum Role {
    /// The lower bound: only pings one by one.
    case echo
    /// The server that the targets are about.
    case server
    /// Another server, for comparison.
    case reference
  }

  let role: Role
  /// The name in the report.
  let name: String
  let command: [String]

  /// This program itself, as the minimal server.
  static let echo = Subject(role: .echo, name: "echo", command: ["/proc/self/exe", "echo"])
}
