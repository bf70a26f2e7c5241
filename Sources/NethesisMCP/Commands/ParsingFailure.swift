import ArgumentParser

/// The words of ArgumentParser about a command line, without values that it repeats: one may be a secret in the wrong
/// place.
enum ParsingFailure {
  /// The text for standard error or output, with the usage of the command.
  static func text(of error: any Error) -> String {
    let (text, message) = (RootCommand.fullMessage(for: error), RootCommand.message(for: error))
    let hidden = hidden(message)
    guard hidden != message, let range = text.firstRange(of: message) else { return text }
    return String(text[..<range.lowerBound] + hidden + text[range.upperBound...])
  }

  /// A message without values.
  static func hidden(_ message: String) -> String {
    if message.hasPrefix("Unexpected argument '") { return "There is a word too many; options begin with --" }
    let count = message.prefix { $0.isASCII && $0.isNumber }
    if !count.isEmpty, message.dropFirst(count.count).hasPrefix(" unexpected arguments: '") {
      return "There are \(count) words too many; options begin with --"
    }
    if let range = message.firstRange(of: " does not take any value, but '") {
      return "\(message[..<range.lowerBound]) does not take any value"
    }
    // A short option with its value in the same word.
    if message.hasPrefix("Unknown option '-"), !message.hasPrefix("Unknown option '--") {
      return "\(message.prefix("Unknown option '-".count + 1))'"
    }
    return message
  }
}
