import ArgumentParser
import Crypto
import OpenAPI
import ProcessEnvironment
import TextCoding

/// Makes, lists and removes the tokens of callers.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Makes, lists and removes the tokens with which callers of the HTTP server are let in.",
    subcommands: [Add.self, List.self, Remove.self]
  )

  /// The option that names the file of tokens.
  struct FileOption: ParsableArguments {
    @Option(help: ArgumentHelp("The file of the server's --access-token-file.", valueName: "file")) var file: String

    var path: String { HomePath.expanded(file) }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Makes a token for one caller and prints it once.",
      discussion: """
        The file gets a line with the name and the digest of the token, from which the
        token cannot be had: keep what is printed. A running server takes the file up
        at once. A name that has a token gets another one, and both work.

        Example:
          nethesis-mcp access add alice --file tokens
        """
    )

    @Argument(help: "Who the token is for.") var name: String
    @OptionGroup var place: FileOption

    func validate() throws {
      guard !name.isEmpty, name.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: ":") }), name.first != "#"
      else { throw ValidationError("a name is one word of ASCII letters, without a colon, and does not begin with #") }
    }

    func run() throws {
      try StandardStream.checkOutput()
      var random = SystemRandomNumberGenerator()
      let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      let token = "nmcp_" + secret.hexadecimal
      let digest = SHA256.hash(data: Array(token.utf8)).hexadecimal
      let file = AccessFile(place.path)
      let before = try file.add(name, digest: digest)
      do throws(CommandFailure) { try StandardStream.output(token) } catch {
        // Nobody has seen the token, so it must not give access.
        _ = try file.remove(name, digest: digest)
        throw CommandFailure.failed("\(error). The token was removed again.")
      }
      StandardStream.say("The token of \(name) is shown this once. Send it as Authorization: Bearer <token>.")
      guard before > 0 else { return }
      StandardStream.say(
        "\(name) had \(before == 1 ? "a token" : "\(before) tokens") before, and \(before == 1 ? "both" : "all") work "
          + "now. To leave only a new one, run access remove \(name) and then access add \(name)."
      )
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Prints who has a token, and how many.",
      discussion: """
        A line for each name, in the order of the file. Tokens cannot be shown again.

        Example:
          nethesis-mcp access list --file tokens
        """
    )

    @OptionGroup var place: FileOption

    func run() throws {
      for (name, count) in try AccessFile(place.path).names() {
        try StandardStream.output("\(name)  \(count == 1 ? "1 token" : "\(count) tokens")")
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Takes back all tokens of one caller.",
      discussion: """
        A running server refuses them from the next request on.

        Example:
          nethesis-mcp access remove alice --file tokens
        """
    )

    @Argument(help: "Whose tokens are taken back.") var name: String
    @OptionGroup var place: FileOption

    func run() throws {
      let file = AccessFile(place.path)
      let count = try file.remove(name)
      guard count > 0 else {
        let hint = try file.names().map(\.name).hint(for: name)
        throw CommandFailure.failed("there is no token of \(name) in \(place.file)\(hint); nothing was removed")
      }
      StandardStream.say("Removed \(count == 1 ? "the token" : "\(count) tokens") of \(name).")
    }
  }
}
