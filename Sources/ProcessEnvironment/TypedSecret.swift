import Files
import Glibc

/// Reads a secret that a person types, or that another program writes to standard input.
package enum TypedSecret {
  /// The longest text accepted, in bytes.
  private static let maximumSize = 1 << 20

  /// Reads the first line of a descriptor, without its line break; a terminal does not echo it.
  package static func line(descriptor: Int32) throws(CommandFailure) -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        isatty(descriptor) == 1
        ? try Terminal(descriptor: descriptor).line("Password: ", isShown: false)
        : try StandardStream.input(descriptor, atMost: maximumSize) { $0.contains(UInt8(ascii: "\n")) }
    } catch {
      throw .usage("--password-stdin: \(error)")
    }
    return try text(of: bytes, from: "--password-stdin: the first line of standard input")
  }

  /// Asks for the secret at the terminal, which does not echo it.
  package static func prompted() throws(CommandFailure) -> String {
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try Terminal()?.line("Password: ", isShown: false) } catch {
      throw .usage("--password-prompt: \(error)")
    }
    guard let bytes else {
      throw .usage("--password-prompt: there is no terminal to ask at; give the password by --password-stdin")
    }
    return try text(of: bytes, from: "--password-prompt: what was typed")
  }

  /// Asks for a text at the terminal, which does not echo it; `nil` if there is no terminal.
  package static func prompted(_ prompt: String) throws(CommandFailure) -> String? {
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try Terminal()?.line(prompt, isShown: false) } catch { throw .usage("\(error)") }
    return try bytes.map { (bytes) throws(CommandFailure) in try text(of: bytes, from: "what was pasted") }
  }

  /// Reads the first line of standard input, which another program writes.
  package static func piped() throws(CommandFailure) -> String {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try StandardStream.input(0, atMost: maximumSize) { $0.contains(UInt8(ascii: "\n")) }
    } catch {
      throw .usage("standard input: \(error)")
    }
    return try text(of: bytes, from: "the first line of standard input")
  }

  private static func text(of bytes: [UInt8], from source: String) throws(CommandFailure) -> String {
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw .usage("\(source) is empty") }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw .usage("\(source) is not UTF-8")
    }
    return text
  }
}
