import ProcessEnvironment
import Settings

/// The settings in variables of this shell, which clients do not hand on to the servers that they start.
struct ShellVariables {
  /// A heading, and a line for each variable with another way to set the same; none if nothing is lost.
  let lines: [String]

  /// Takes the variables of this program, and the arguments of the entry.
  init(_ variables: [String: String], besides arguments: [String]) {
    let options = Set(arguments.map { String($0.prefix { $0 != "=" }) })
    let lost = variables.filter { SettingSource.isSet($0.value) }.keys.sorted().compactMap { name in
      Self.otherWay(for: name, besides: options).map { "  \(name): \($0)" }
    }
    lines = lost.isEmpty ? [] : ["Clients do not hand on variables of this shell. Set the same in another way:"] + lost
  }

  /// The option or the key for a variable; `nil` if the option is there.
  private static func otherWay(for variable: String, besides options: Set<String>) -> String? {
    if variable == Setting.token.variable {
      return options.contains("--token-file")
        ? nil : "put the token into a file that only you can read, and give -- --token-file FILE"
    }
    if let option = Setting.allCases.first(where: { $0.variable == variable })?.option {
      return options.contains(option) ? nil : "give -- \(option)"
    }
    if variable.contains("CREDENTIAL_") {
      return
        "put the secret into a file that only you can read, and name it in a JSON file for -- --config, where SCHEME is "
        + #"the name in the document: {"credentials": {"SCHEME": {"key-file": "FILE"}}}"#
        + " (doctor names the schemes and their keys)"
    }
    return "there is a key for it in the file of -- --config"
  }
}
