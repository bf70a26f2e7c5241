import Files
import Glibc
import JSON
import ProcessEnvironment

extension CallArguments {
  /// The largest arguments accepted, in bytes.
  private static let maximumSize = 32 << 20

  /// Reads arguments from a file, or from standard input if the path is `-`.
  static func object(file path: String) throws(CommandFailure) -> JSONObject {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes =
        path == "-"
        ? try StandardStream.input(STDIN_FILENO, atMost: maximumSize) { _ in false }
        : try File.bytes(path, atMost: maximumSize)
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
}
