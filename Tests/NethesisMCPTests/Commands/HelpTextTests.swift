import ArgumentParser
import Testing

@testable import NethesisMCP

/// The help texts of all commands, as a terminal of 80 columns shows them.
struct HelpTextTests {
  static let texts: [(command: String, lines: [String])] = commands(of: RootCommand.self).map { command in
    let text = RootCommand.helpMessage(for: command, columns: 80)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (command.configuration.commandName ?? "\(command)", lines)
  }

  /// A command and those below it; there are two levels.
  private static func commands(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap(commands)
  }

  @Test func `every command has one`() {
    #expect(Self.texts.count == 31)
    #expect(Self.texts.allSatisfy { $0.lines.count > 5 })
  }

  @Test(arguments: texts.map(\.command), [80])
  func `no line is longer than the terminal is wide`(command: String, width: Int) {
    for text in Self.texts where text.command == command {
      #expect(text.lines.filter { $0.count > width } == [])
    }
  }

  /// A full line and one word behind it: a line was broken that was not meant to be.
  @Test(arguments: texts.map(\.command))
  func `no word stands alone on a line that was broken`(command: String) {
    for text in Self.texts where text.command == command {
      let orphans = zip(text.lines, text.lines.dropFirst()).filter { line, next in
        let words = next.split(separator: " ")
        return line.count > 60 && words.count == 1 && words[0].count < 20 && !words[0].hasPrefix("-")
      }
      #expect(orphans.map(\.1) == [])
    }
  }
}
