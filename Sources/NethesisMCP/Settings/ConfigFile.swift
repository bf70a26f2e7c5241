import JSON

/// A configuration file: a JSON object whose members are settings by the names of the options.
struct ConfigFile {
  let path: String
  /// Values as text, as if they had been options; paths are relative to the working directory, like those of options.
  private(set) var values: [Setting: [String]] = [:]

  init(path: String, bytes: [UInt8]) throws(SettingsError) {
    self.path = path
    for (name, value) in try Self.members(path, bytes) {
      guard let setting = Setting.allCases.first(where: { $0.fileKey == name }) else {
        let known = Setting.allCases.compactMap(\.fileKey)
        let hint = known.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? ""
        throw SettingsError(.file(path: path, JSONPointer([name])), "this key is not known\(hint)")
      }
      values[setting] = try texts(setting, value)
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
    case (.number, .number(let number)): return [number.text]
    case (.flag, .bool(let flag)): return [flag ? "true" : "false"]
    case (.paths, .array(let elements)):
      var paths: [String] = []
      for (index, element) in elements.enumerated() {
        guard let text = element.string else { throw mismatch(pointer.appending(index), "a string", element) }
        paths.append(resolved(text))
      }
      return paths
    default: throw mismatch(pointer, setting.kind.jsonName, value)
    }
  }

  private func mismatch(_ pointer: JSONPointer, _ expected: String, _ value: JSONValue) -> SettingsError {
    SettingsError(.file(path: path, pointer), "expected \(expected), not \(value.typeName)")
  }

  /// A path as written in the file is relative to the file, wherever the program was started.
  private func resolved(_ file: String) -> String {
    guard !file.isEmpty, !file.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }
}

extension Setting.Kind {
  fileprivate var jsonName: String {
    switch self {
    case .text, .path: "a string"
    case .paths: "an array of strings"
    case .number: "a number"
    case .flag: "true or false"
    }
  }
}
