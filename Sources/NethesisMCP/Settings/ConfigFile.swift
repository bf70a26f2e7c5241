import JSON

/// A configuration file: a JSON object whose members are settings by the names of the options, and credentials and
/// servers, which only a file can say.
struct ConfigFile {
  let path: String
  /// Values as text, as if they had been options; paths are relative to the working directory, like those of options.
  private(set) var values: [Setting: [String]] = [:]
  /// Where the credential for each security scheme comes from.
  private(set) var credentials: [String: CredentialSetting] = [:]
  /// What is said of servers, to be read once it is known whether http is allowed.
  private(set) var servers: JSONValue?

  /// The keys that are no settings.
  private static let structures = ["credentials", "servers"]

  init(path: String, bytes: [UInt8]) throws(SettingsError) {
    self.path = path
    for (name, value) in try Self.members(path, bytes) {
      switch name {
      case "credentials": credentials = try credentials(value, JSONPointer([name]))
      case "servers": servers = value
      default:
        guard let setting = Setting.allCases.first(where: { $0.fileKey == name }) else {
          throw unknown(name, JSONPointer([name]), known: Setting.allCases.compactMap(\.fileKey) + Self.structures)
        }
        values[setting] = try texts(setting, value)
      }
    }
  }

  private static func members(_ path: String, _ bytes: [UInt8]) throws(SettingsError) -> [JSONObject.Member] {
    do throws(JSONParseError) {
      let value = try JSONParser.parse(bytes, options: .init(rejectsDuplicateNames: true))
      if let object = value.object { return object.members }
    } catch {
      throw SettingsError(.file(path: path, JSONPointer()), "this is not JSON: \(error)")
    }
    throw SettingsError(.file(path: path, JSONPointer()), "a configuration file is one JSON object")
  }

  private func texts(_ setting: Setting, _ value: JSONValue) throws(SettingsError) -> [String] {
    let pointer = JSONPointer([setting.rawValue])
    switch (setting.kind, value) {
    case (.text, .string(let text)): return [text]
    case (.path, .string(let text)): return [resolved(text)]
    case (.pathOrURL, .string(let text)): return [DocumentURL.isURL(text) ? text : resolved(text)]
    case (.number, .number(let number)): return [number.text]
    case (.flag, .bool(let flag)): return [flag ? "true" : "false"]
    case (.texts, .array(let elements)), (.paths, .array(let elements)):
      var texts: [String] = []
      for (index, element) in elements.enumerated() {
        guard let text = element.string else { throw mismatch(pointer.appending(index), "a string", element) }
        texts.append(setting.kind == .paths ? resolved(text) : text)
      }
      return texts
    default: throw mismatch(pointer, setting.kind.jsonName, value)
    }
  }

  func unknown(_ name: String, _ pointer: JSONPointer, known: [String]) -> SettingsError {
    let hint = known.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? ""
    return SettingsError(.file(path: path, pointer), "this key is not known\(hint)")
  }

  func mismatch(_ pointer: JSONPointer, _ expected: String, _ value: JSONValue) -> SettingsError {
    SettingsError(.file(path: path, pointer), "expected \(expected), not \(value.typeName)")
  }

  /// A path as written in the file is relative to the file, wherever the program was started.
  func resolved(_ file: String) -> String {
    guard !file.isEmpty, !file.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }
}

extension Setting.Kind {
  fileprivate var jsonName: String {
    switch self {
    case .text, .path, .pathOrURL: "a string"
    case .texts, .paths: "an array of strings"
    case .number: "a number"
    case .flag: "true or false"
    }
  }
}
