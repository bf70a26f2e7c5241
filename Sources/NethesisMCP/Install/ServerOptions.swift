import ProcessEnvironment
import Settings

/// The options with which a client starts this program.
struct ServerOptions {
  /// The arguments after the program: `stdio`, then the options.
  let arguments: [String]

  /// Checks options for secrets, and makes their paths independent of a client's working folder.
  ///
  /// - Parameters:
  ///   - words: Options that the server takes, as they were given.
  ///   - project: The folder of the project; `nil` for a client's user.
  ///   - folder: The working folder, absolute.
  /// - Throws: ``CommandFailure`` if a secret would be in the file, or a file outside of the project.
  init(_ words: [String], in project: String?, workingFolder folder: String) throws(CommandFailure) {
    try Self.checkSecrets(words)
    guard words.allSatisfy(FilePath.isText), FilePath.isText(folder) else {
      throw .usage(
        "an option or the working folder is not UTF-8, and a client's file cannot hold that. Nothing was changed."
      )
    }
    var arguments = ["stdio"]
    var pending: Setting?
    for word in words {
      if let setting = pending {
        arguments.append(try Self.placed(word, setting, project, folder))
        pending = nil
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let setting = Setting.allCases.first { $0.option == parts[0] }
      if let setting, parts.count == 2 {
        arguments.append("\(parts[0])=\(try Self.placed(parts[1], setting, project, folder))")
      } else {
        arguments.append(word)
        pending = setting?.kind == .flag ? nil : setting
      }
    }
    self.arguments = arguments
  }

  /// Refuses words that are secrets, and options whose value would be one.
  static func checkSecrets(_ words: [String]) throws(CommandFailure) {
    for word in words {
      let option = word.prefix { $0 != "=" }
      if word.hasPrefix("-"), !Setting.allCases.contains(where: { $0.option == String(option) }),
        SecretShape.isSecretName(option.drop { $0 == "-" })
      {
        throw refused("\(option) takes a secret")
      }
      // `--option=value`, and `NAME=value` of several documents.
      let values =
        [word, String(word.dropFirst(option.count + 1))] + (DocumentName.split(word).map { [$0.value] } ?? [])
      for value in values {
        if let objection = SecretShape.objection(to: value) { throw refused("one of the options is \(objection)") }
      }
    }
    for (option, value) in zip(words, words.dropFirst()) where option == "--token-file" {
      if SecretShape.isTokenInPlaceOfFile(DocumentName.split(value)?.value ?? value) {
        throw refused(
          "--token-file takes the name of a file, and there is no file of the name given, which looks like a token"
        )
      }
    }
  }

  private static func refused(_ reason: String) -> CommandFailure {
    .usage(
      "\(reason): a client's file is no place for a secret, since other programs read it. Nothing was changed. Put the "
        + "token into a file that only you can read, and name that file: -- --token-file FILE"
    )
  }

  /// The value of an option, with a path that holds wherever the server is started.
  private static func placed(
    _ value: String,
    _ setting: Setting,
    _ project: String?,
    _ folder: String
  ) throws(CommandFailure) -> String {
    guard setting.kind.isPath else { return value }
    // Of several documents: NAME=FILE.
    let name = DocumentName.split(value).map { "\($0.name)=" } ?? ""
    guard value.utf8.count > name.utf8.count else {
      throw .usage("\(setting.option ?? "an option") has no value: name a file. Nothing was changed.")
    }
    let path = HomePath.expanded(String(value.dropFirst(name.count)))
    if setting == .spec, path == DocumentName.builtIn || DocumentURL.isURL(path) { return value }
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
    guard let project else { return name + whole }
    let (target, root) = (FilePath.target(whole) ?? whole, FilePath.resolved(project) ?? project)
    guard FilePath.isInside(target, root) else {
      throw .usage(
        "\(setting.option ?? "") names \(whole), which is not in the project: others who have the project do not have it. "
          + "Nothing was changed. Use --scope user, or move the file into the project."
      )
    }
    return name + (path.hasPrefix("/") ? String(target.dropFirst(root.count + 1)) : path)
  }
}
