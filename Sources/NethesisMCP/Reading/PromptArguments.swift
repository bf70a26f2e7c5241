package import MCP
import OpenAPI
package import ProcessEnvironment
import Settings

/// The arguments of a prompt, as given on the command line.
package struct PromptArguments: Sendable, Hashable {
  /// The values by name.
  package let values: [String: String]

  /// Reads words of the form `name=value` as arguments of a prompt.
  ///
  /// - Throws: The fault of a word, or the names of the required arguments that are missing.
  package init(_ words: [String], for prompt: Prompt) throws(CommandFailure) {
    let names = prompt.arguments.map(\.name)
    var values: [String: String] = [:]
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        // The word may be a secret in the wrong place, so it is not repeated.
        throw .usage("an argument of a prompt is name=value, and one of those given is not")
      }
      let name = String(word[..<equals])
      guard names.contains(name) else {
        let known = names.isEmpty ? "it takes none" : "it takes \(names.joined(separator: ", "))"
        throw .usage("the prompt \(prompt.name) has no argument \(names.unknown(name)); \(known)")
      }
      guard values.updateValue(String(word[word.index(after: equals)...]), forKey: name) == nil else {
        throw .usage("the argument \(name) is given twice")
      }
    }
    let missing = prompt.arguments.filter { $0.isRequired && values[$0.name] == nil }.map(\.name)
    guard missing.isEmpty else {
      let verb = missing.count == 1 ? "is" : "are"
      let example = missing.map { "\($0)=…" }.joined(separator: " ")
      throw .usage(
        "\(missing.joined(separator: ", ")) \(verb) missing: nethesis-mcp prompt \(prompt.name) \(example)"
      )
    }
    self.values = values
  }
}
