import MCP

/// Finds the texts that can stand at the cursor of a command line.
package struct Completion: Sendable {
  private let request: CompletionRequest
  private let names: PublishedNames
  private let choices: Choices

  /// The listed values that are no part of the syntax.
  package struct Choices: Sendable {
    /// The values of options, by the option's name.
    package var values: [String: [String]] = [:]
    /// The names of clients.
    package var clients: [String] = []
    /// The options that are for one of several documents, written `NAME=…`.
    package var documentOptions: Set<String> = []

    /// No values are listed.
    package init() {}
  }

  /// - Parameters:
  ///   - request: The command line.
  ///   - names: The published names.
  ///   - choices: Listed values.
  package init(_ request: CompletionRequest, _ names: PublishedNames, _ choices: Choices) {
    self.request = request
    self.names = names
    self.choices = choices
  }

  /// The offer, and the beginning of the word that stays before each candidate.
  package func offer() async -> (head: String, offer: CompletionOffer) {
    switch request.point {
    case .command:
      let commands = request.command.commands.map { CompletionCandidate($0.name, $0.abstract) }
      return (request.head, CompletionOffer(commands))
    case .option: return (request.head, CompletionOffer(options))
    case .value(let option): return values(of: option)
    case .positional(let position):
      var (head, offer) = await positional(position)
      // A word that begins like an option is one, unless -- stands before it.
      if head.isEmpty, !request.isPlain { offer.candidates.removeAll { $0.text.hasPrefix("-") } }
      return (head, offer)
    }
  }

  private var options: [CompletionCandidate?] {
    let given = Set(request.options.map(\.name))
    return request.offeredOptions.filter { $0.isRepeating || !given.contains($0.names[0]) }.flatMap { option in
      option.names.filter { $0.hasPrefix("--") }.map { CompletionCandidate($0, option.abstract) }
    }
  }

  // MARK: Values of options

  private func values(of option: CommandSyntax.Option) -> (head: String, offer: CompletionOffer) {
    let name = option.names[0]
    if choices.documentOptions.contains(name), !names.documents.isEmpty {
      guard let equals = request.typed.firstIndex(of: "=") else {
        let documents = names.documents.map { CompletionCandidate("\($0)=", isOpen: true) }
        return (request.head, CompletionOffer(documents))
      }
      let head = request.head + request.typed[...equals]
      return (head, listed(option, typed: String(request.typed[request.typed.index(after: equals)...])))
    }
    // A document that is being named has a name of its own.
    if choices.documentOptions.contains(name), let equals = request.typed.firstIndex(of: "="),
      request.typed[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    {
      return (request.head + request.typed[...equals], listed(option, typed: ""))
    }
    return (request.head, listed(option, typed: request.typed))
  }

  private func listed(_ option: CommandSyntax.Option, typed: String) -> CompletionOffer {
    let values = option.values + (choices.values[option.names[0]] ?? [])
    guard values.isEmpty else { return CompletionOffer(values.map { CompletionCandidate($0) }) }
    return switch option.valueName {
    case "file", "file-or-url": CompletionOffer(files: .files)
    case "folder": CompletionOffer(files: .folders)
    case "client": CompletionOffer(choices.clients.map { CompletionCandidate($0) })
    case "operations": CompletionOffer(operations)
    default: CompletionOffer()
    }
  }

  /// The forms of `--include` and `--exclude`.
  private var operations: [CompletionCandidate?] {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].map { CompletionCandidate("method:\($0)") }
    return names.tools.map { CompletionCandidate($0.name, $0.title) }
      + names.tags.map { CompletionCandidate("tag:\($0)") } + methods
  }

  // MARK: Arguments without a name

  private func positional(_ position: Int) async -> (head: String, offer: CompletionOffer) {
    switch (request.command.name, position) {
    case ("call", 0): (request.head, CompletionOffer(names.tools.map { CompletionCandidate($0.name, $0.title) }))
    case ("call", 1...): arguments
    case ("read", 0): (request.head, CompletionOffer(pages))
    case ("prompt", 0):
      (request.head, CompletionOffer(names.prompts.map { CompletionCandidate($0.name, $0.title ?? "") }))
    case ("prompt", 1...): await promptArguments
    case ("help", 0): (request.head, CompletionOffer(choices.values["help"]?.map { CompletionCandidate($0) } ?? []))
    default: (request.head, other(position))
    }
  }

  private func other(_ position: Int) -> CompletionOffer {
    let positionals = request.command.positionals
    guard position >= 0, let last = positionals.last else { return CompletionOffer() }
    guard position < positionals.count || last.isRepeating else { return CompletionOffer() }
    let positional = position < positionals.count ? positionals[position] : last
    guard positional.values.isEmpty else { return CompletionOffer(positional.values.map { CompletionCandidate($0) }) }
    return switch positional.valueName {
    case "shell": CompletionOffer(CompletionShell.allCases.map { CompletionCandidate($0.rawValue) })
    case "file", "record": CompletionOffer(files: .files)
    case "folder": CompletionOffer(files: .folders)
    case "client": CompletionOffer(choices.clients.map { CompletionCandidate($0) })
    default: CompletionOffer()
    }
  }

  private var pages: [CompletionCandidate?] {
    // The paths and URIs are offered once somebody begins to type one.
    names.pages.map { CompletionCandidate($0.name, $0.title) }
      + (request.typed.isEmpty ? [] : names.unlistedPages.map { CompletionCandidate($0) })
  }

  private var arguments: (head: String, offer: CompletionOffer) {
    guard let tool = names.tools.first(where: { $0.name == request.positionals[0] }) else {
      return (request.head, CompletionOffer())
    }
    let suggestions = ArgumentSuggestions(tool.schema(), without: tool.secrets())
    guard let equals = request.typed.firstIndex(of: "=") else {
      return (request.head, CompletionOffer(suggestions.names(besides: Array(request.positionals.dropFirst()))))
    }
    let left = request.typed[..<equals]
    return (request.head + request.typed[...equals], CompletionOffer(suggestions.values(of: left)))
  }

  private var promptArguments: (head: String, offer: CompletionOffer) {
    get async {
      guard let prompt = names.prompts.first(where: { $0.name == request.positionals[0] }) else {
        return (request.head, CompletionOffer())
      }
      guard let equals = request.typed.firstIndex(of: "=") else {
        let given = request.positionals.dropFirst().compactMap { $0.split(separator: "=").first.map(String.init) }
        let open = prompt.arguments.filter { !given.contains($0.name) }
        let candidates = open.map { CompletionCandidate("\($0.name)=", $0.description ?? "", isOpen: true) }
        return (request.head, CompletionOffer(candidates))
      }
      let values =
        await prompt.completer?.completions(
          of: "",
          for: String(request.typed[..<equals]),
          others: [:]
        ) ?? []
      return (request.head + request.typed[...equals], CompletionOffer(values.map { CompletionCandidate($0) }))
    }
  }
}
