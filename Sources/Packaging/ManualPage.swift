import Settings

/// The manual page of the program or of one of its commands, made from its help.
struct ManualPage {
  /// The name, as `nethesis-mcp-call`.
  let name: String
  private(set) var text = Mdoc()

  /// The pages of a program: its own, and one for each of its commands.
  static func all(_ root: CommandTree, facts: Facts) throws -> [ManualPage] {
    guard let served = root.commands.first(where: { $0.name == root.defaultCommand }) else {
      throw PackagingError("the program has no default command, whose options its manual page lists")
    }
    let pages = root.commands.map { ManualPage($0, of: root, facts: facts) }
    return [ManualPage(root: root, served: served, facts: facts)] + pages
  }

  private init(root: CommandTree, served: CommandTree, facts: Facts) {
    name = root.name
    begin(root.abstract, facts)
    text.macro("Nm \(Mdoc.word(root.name))")
    text.macro("Op Ar options")
    text.macro("Nm \(Mdoc.word(root.name))")
    text.macro("Ar command")
    text.macro("Op Ar options")
    text.macro("Sh DESCRIPTION")
    text.help(root.discussion)
    text.macro("Sh COMMANDS")
    list(root.commands.map { ("Xr \($0.page(of: root)) 1", $0.abstract) })
    text.macro("Sh OPTIONS")
    list((served.arguments + root.arguments.filter { !served.has($0) }).map { ($0.item, $0.description) })
    text.macro("Sh ENVIRONMENT")
    text.text("Each variable has the value of the option or the key of its name.")
    list(Setting.allCases.map { ("Ev \($0.variable)", $0.summary) })
    text.macro("Sh FILES")
    list(Self.files)
    end([])
  }

  private init(_ command: CommandTree, of root: CommandTree, facts: Facts) {
    name = command.page(of: root)
    begin(command.abstract, facts)
    let settings = Set(Setting.allCases.compactMap(\.option))
    let common = command.arguments.filter { $0.names.contains(where: settings.contains) }
    // A command that takes all settings would have the same list as the program's own page.
    let isShort = common.count >= Setting.allCases.count - 2
    if command.commands.isEmpty { synopsis([root.name, command.name], command) }
    for child in command.commands { synopsis([root.name, command.name, child.name], child) }
    text.macro("Sh DESCRIPTION")
    text.text(command.abstract)
    if !command.discussion.isEmpty {
      text.macro("Pp")
      text.help(command.discussion)
    }
    let own = command.arguments.filter { !isShort || !$0.names.contains(where: settings.contains) }
    text.macro("Sh OPTIONS")
    list(own.map { ($0.item, $0.description) })
    if isShort {
      text.macro("Pp")
      text.text("It also takes the options of")
      text.macro("Xr \(root.name) 1 .")
    }
    for child in command.commands {
      text.macro("Ss \(Mdoc.word("\(command.name) \(child.name)"))")
      text.text(child.abstract)
      text.macro("Pp")
      text.help(child.discussion)
      list(child.arguments.map { ($0.item, $0.description) })
    }
    end([root.name])
  }

  private mutating func begin(_ abstract: String, _ facts: Facts) {
    text.macro("\\\" Made from the help of the program.")
    text.macro("Dd \(Dates.manual(facts.date))")
    text.macro("Dt \(name.uppercased()) 1")
    text.macro("Os \(Mdoc.word("\(Facts.name) \(facts.version)"))")
    text.macro("Sh NAME")
    text.macro("Nm \(Mdoc.word(name))")
    text.macro("Nd \(Mdoc.word(String(abstract.prefix { $0 != "." })))")
    text.macro("Sh SYNOPSIS")
  }

  private mutating func synopsis(_ words: [String], _ command: CommandTree) {
    text.macro("Nm \(Mdoc.word(words.joined(separator: " ")))")
    text.macro("Op Ar options")
    for argument in command.arguments where argument.names.isEmpty {
      let word = "Ar \(argument.value ?? "")\(argument.isRepeating ? " ..." : "")"
      text.macro(argument.isOptional ? "Op \(word)" : word)
    }
  }

  private mutating func list(_ items: [(head: String, text: String)]) {
    text.macro("Bl -tag -width Ds")
    for item in items {
      text.macro("It \(item.head)")
      text.text(item.text)
    }
    text.macro("El")
  }

  private mutating func end(_ others: [String]) {
    guard !others.isEmpty else { return }
    text.macro("Sh SEE ALSO")
    text.macro(others.map { "Xr \($0) 1" }.joined(separator: " , "))
  }

  private static let files = [
    ("Pa /etc/\(Facts.name)/config.json", "The settings of the system service, of the Debian package."),
    (
      "Pa ~/.local/state/\(Facts.name)",
      "What is kept between starts: sessions, and the last versions of clients' files."
    ),
  ]
}

extension CommandTree {
  /// The name of its manual page.
  func page(of root: CommandTree) -> String { "\(root.name)-\(name)" }

  func has(_ argument: Argument) -> Bool { arguments.contains { $0.names == argument.names } }
}

extension CommandTree.Argument {
  /// The head of its item in a list.
  var item: String {
    guard !names.isEmpty else { return "Ar \(value ?? "")" }
    let heads = names.map { "Fl \(Mdoc.escaped(String($0.dropFirst()), isLine: false))" }
    return heads.joined(separator: " , ") + (value.map { " Ar \($0)" } ?? "")
  }

  /// Its text, and where else it can be set.
  var description: String {
    let setting = Setting.allCases.first { $0.option.map(names.contains) ?? false }
    guard let setting else { return text }
    let key = setting.fileKey.map { ", key \"\($0)\"" } ?? ""
    return "\(text) Variable \(setting.variable)\(key)."
  }
}
