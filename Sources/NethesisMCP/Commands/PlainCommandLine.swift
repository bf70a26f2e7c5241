import ArgumentParser
import Settings

/// A command line of the usual form, by which most clients start the program: long options and their values, nothing else.
///
/// Reading it takes a hundredth of what ArgumentParser takes, which is a quarter of a start. Whatever is not of this form
/// is left to that: help, commands, abbreviations, and everything that is wrong.
struct PlainCommandLine {
  /// The values of the given options, in their order.
  let values: [Setting: [String]]

  /// Reads the arguments of a start on standard input and output; `nil` if they are not of this form.
  init?(_ arguments: [String]) {
    var rest = (arguments.first == StdioCommand.configuration.commandName ? arguments.dropFirst() : arguments[...])
    var values: [Setting: [String]] = [:]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--"), let setting = Setting(rawValue: String(argument.dropFirst(2))),
        setting.option != nil
      else { return nil }
      if setting.kind == .flag {
        guard values[setting] == nil else { return nil }
        values[setting] = ["true"]
      } else {
        guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
        guard values[setting] == nil || Self.mayRepeat(setting) else { return nil }
        values[setting, default: []].append(value)
      }
    }
    self.values = values
  }

  /// Whether an option may be given several times.
  private static func mayRepeat(_ setting: Setting) -> Bool {
    setting.kind.isList || [.backend, .tokenFile, .spec].contains(setting)
  }
}
