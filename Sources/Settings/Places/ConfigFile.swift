import JSON
import OpenAPI
import ProcessEnvironment

/// A configuration file: a JSON object with settings under the names of the options, and with credentials and servers,
/// which only a file can set.
package struct ConfigFile {
  let path: String
  /// The section for the whole program, or for the only document.
  private(set) var general = Section()
  /// The section for each of several documents, in the order of the file.
  private(set) var documents: [(name: String, section: Section)] = []

  /// A section of the file.
  struct Section {
    /// The position of the section in the file.
    var pointer = JSONPointer()
    /// Values as text, like those of options; paths are relative to the working directory.
    var values: [Setting: [String]] = [:]
    /// The source of the credential for each security scheme.
    var credentials: [String: CredentialSetting] = [:]
    /// The command that prints the session token; `nil` if there is none.
    var tokenCommand: [String]?
    /// The servers as JSON, parsed once it is known whether http is allowed.
    var servers: JSONValue?

    /// The values except those of one reach.
    func values(besides reach: Setting.Reach) -> [Setting: [String]] { values.filter { $0.key.reach != reach } }
  }

  /// Keys that are not settings.
  private static let structures = ["credentials", "servers", "token-command"]

  init(path: String, bytes: [UInt8]) throws(SettingsError) {
    self.path = path
    var members = try Self.members(path, bytes)
    if let documents = members["documents"] {
      members["documents"] = nil
      let pointer = JSONPointer(["documents"])
      for (name, value) in try object(documents, pointer) {
        let pointer = pointer.appending(name)
        self.documents.append((name, try section(try object(value, pointer), pointer)))
      }
    }
    general = try section(members, JSONPointer())
  }

  private func section(_ members: JSONObject, _ pointer: JSONPointer) throws(SettingsError) -> Section {
    let isOfDocument = !pointer.tokens.isEmpty
    let settings = Setting.allCases.filter { $0.fileKey != nil && (!isOfDocument || $0.reach != .program) }
    var section = Section(pointer: pointer)
    for (name, value) in members {
      let pointer = pointer.appending(name)
      switch name {
      case "credentials": section.credentials = try credentials(value, pointer)
      case "servers": section.servers = value
      case "token-command": section.tokenCommand = try command(value, pointer)
      case "spec" where isOfDocument && value.string == DocumentName.builtIn:
        section.values[.spec] = [DocumentName.builtIn]
      default:
        guard let setting = settings.first(where: { $0.fileKey == name }) else {
          if Setting.allCases.contains(where: { $0.fileKey == name }) {
            throw error(pointer, "this is for all documents, and belongs outside of \"documents\"")
          }
          let known = settings.compactMap(\.fileKey) + Self.structures + (isOfDocument ? [] : ["documents"])
          throw unknown(name, pointer, known: known)
        }
        section.values[setting] = try texts(setting, value, pointer)
      }
    }
    return section
  }

  private static func members(_ path: String, _ bytes: [UInt8]) throws(SettingsError) -> JSONObject {
    do throws(JSONParseError) {
      let value = try JSONParser.parse(bytes, options: .init(rejectsDuplicateNames: true))
      if let object = value.object { return object }
    } catch {
      throw SettingsError(.file(path: path, JSONPointer()), "this is not JSON: \(error)")
    }
    throw SettingsError(.file(path: path, JSONPointer()), "a configuration file is one JSON object")
  }

  private func texts(
    _ setting: Setting,
    _ value: JSONValue,
    _ pointer: JSONPointer
  ) throws(SettingsError) -> [String] {
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

  /// Resolves a path against the folder of the configuration file, or against the user's home.
  func resolved(_ file: String) -> String {
    let file = HomePath.expanded(file)
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
