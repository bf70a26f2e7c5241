/// The words of a command line, as a shell's script hands them over.
package struct CommandLineWords: Sendable, Hashable {
  /// The words between the program's name and the cursor's word, without quotes.
  package let words: [String]
  /// The word at the cursor, up to it.
  package let current: ShellWords.Word
  /// The part of that word that bash completes; empty for other shells.
  package let token: String

  /// Reads the arguments of a script; `nil` if they are not of its form.
  package init?(_ arguments: [String], _ shell: CompletionShell, variables: [String: String] = [:]) {
    let all: [ShellWords.Word]
    if shell == .bash {
      guard arguments.count > 2, let position = Int(arguments[0]) else { return nil }
      let tokens = Array(arguments[2...])
      token = tokens.indices.contains(position) ? tokens[position] : ""
      if arguments[1].isEmpty {
        // Without the line, `COMP_WORDS` alone says what it is.
        all = ShellWords.joined(Array(tokens.prefix(max(0, position) + 1))).map { Self.word($0, variables) }
      } else {
        all = ShellWords(arguments[1]) { variables[$0] }.words
      }
      self.words = all.dropFirst().dropLast().map(\.text)
    } else {
      token = ""
      all = arguments.map { Self.word($0, variables) }
      words = all.dropLast().map(\.text)
    }
    guard let last = all.last, shell != .bash || all.count > 1 else { return nil }
    current = last
  }

  /// A single word, in which nothing separates.
  private static func word(_ raw: String, _ variables: [String: String]) -> ShellWords.Word {
    let words = ShellWords(raw) { variables[$0] }.words
    guard words.count == 1 else { return ShellWords.Word(raw) }
    return words[0]
  }
}
