import ArgumentParser
import Crypto
import Glibc

/// Makes the tokens with which callers are let in.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Makes the tokens with which callers of the HTTP server are let in.",
    subcommands: [Add.self]
  )

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Makes a token for one caller and prints it once.",
      discussion: """
        The file gets a line with the name and the digest of the token, from which the
        token cannot be had: keep what is printed. A running server takes the file up at
        once. To take a token back, delete its line.

        Example:
          nethesis-mcp access add alice --file tokens
        """
    )

    @Argument(help: "Who the token is for.") var name: String
    @Option(help: ArgumentHelp("The file of the server's --access-token-file.", valueName: "file")) var file: String

    func validate() throws {
      guard !name.isEmpty, name.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: ":") }), name.first != "#"
      else { throw ValidationError("a name is one word of ASCII letters, without a colon, and does not begin with #") }
    }

    func run() throws {
      var random = SystemRandomNumberGenerator()
      let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      let token = "nmcp_" + secret.hexadecimal
      let line = "\(name):\(Array(SHA256.hash(data: Array(token.utf8))).hexadecimal)\n"
      try Self.append(line, to: file)
      try StandardStream.output(token)
      StandardStream.say("The token of \(name) is shown this once. Send it as Authorization: Bearer <token>.")
    }

    /// Appends a line in one write, so that a server that reads meanwhile sees all of it or nothing.
    private static func append(_ line: String, to path: String) throws(CommandFailure) {
      let file = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw .failed("\(path) cannot be written: \(unsafe String(cString: strerror(errno)))") }
      defer { close(file) }
      let bytes = Array(line.utf8)
      guard unsafe write(file, bytes, bytes.count) == bytes.count else {
        throw .failed("\(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }
}

extension [UInt8] {
  fileprivate var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
