import Files
import Glibc
import JSON

extension CallArguments {
  /// The largest arguments accepted, in bytes.
  private static let maximumSize = 32 << 20

  /// Reads arguments from a file, or from standard input if the path is `-`.
  static func object(file path: String) throws(CommandFailure) -> JSONObject {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = path == "-" ? try read(STDIN_FILENO) { _ in false } : try File.bytes(path, atMost: maximumSize)
    } catch {
      throw .usage("--arguments: \(error)")
    }
    do throws(JSONParseError) {
      let value = try JSONParser.parse(bytes, options: .init(rejectsDuplicateNames: true))
      if let object = value.object { return object }
    } catch {
      throw .usage("--arguments: this is not JSON: \(error)")
    }
    throw .usage("--arguments: expected a JSON object")
  }

  /// Reads the first line of a descriptor, without its line break; a terminal does not echo it.
  static func secret(descriptor: Int32) throws(CommandFailure) -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        isatty(descriptor) == 1
        ? try Terminal(descriptor: descriptor).line("Password: ", isShown: false)
        : try read(descriptor) { $0.contains(UInt8(ascii: "\n")) }
    } catch {
      throw .usage("--password-stdin: \(error)")
    }
    return try secret(bytes, of: "--password-stdin: the first line of standard input")
  }

  /// Asks for the secret at the terminal, which does not echo it.
  static func promptedSecret() throws(CommandFailure) -> String {
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try Terminal()?.line("Password: ", isShown: false) } catch {
      throw .usage("--password-prompt: \(error)")
    }
    guard let bytes else {
      throw .usage("--password-prompt: there is no terminal to ask at; give the password by --password-stdin")
    }
    return try secret(bytes, of: "--password-prompt: what was typed")
  }

  private static func secret(_ bytes: [UInt8], of source: String) throws(CommandFailure) -> String {
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw .usage("\(source) is empty") }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw .usage("\(source) is not UTF-8")
    }
    return text
  }

  /// Reads until the end, or until the bytes read are enough.
  private static func read(_ descriptor: Int32, until isEnough: ([UInt8]) -> Bool) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnough(bytes) {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError("standard input", .system(errno)) }
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= maximumSize else { throw FileError("standard input", .tooLarge(limit: maximumSize)) }
    }
    return bytes
  }
}
