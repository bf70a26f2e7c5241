/// A program that is measured.
struct Subject: Hashable {
  /// What a program is measured for.
  enum Role {
    /// The least that can be done: pings one by one, and nothing else.
    case echo
    /// The server that the targets are for.
    case server
    /// Another server, for comparison.
    case reference
  }

  let role: Role
  /// How the report calls it.
  let name: String
  let command: [String]

  /// This program, in its other mode.
  static let echo = Subject(role: .echo, name: "echo", command: ["/proc/self/exe", "echo"])
}
