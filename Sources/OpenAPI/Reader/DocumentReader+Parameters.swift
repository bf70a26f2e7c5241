import JSON

extension DocumentReader {
  /// Headers that a parameter cannot set, because the request or the connection sets them.
  ///
  /// The request: OpenAPI 3.1.1, 4.8.12.1. The connection: RFC 9110, sections 7.2, 7.6.1, 8.6 and 10.1.1.
  private static let reservedHeaders: Set<String> = [
    "accept", "content-type", "authorization", "connection", "content-length", "expect", "host", "keep-alive",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  /// The identity of a parameter within an operation.
  private struct Key: Hashable {
    let name: String
    let location: Parameter.Location

    init(_ parameter: Parameter) {
      // Names of header fields are case-insensitive.
      name = parameter.location == .header ? parameter.name.lowercased() : parameter.name
      location = parameter.location
    }
  }

  /// The parameters of an operation: its own, those of its path item, and one for each path variable that has none in
  /// the document.
  ///
  /// - Throws: The reason why they cannot be sent. Without the target of a parameter's own reference, even its name is
  ///   unknown: the operation can do without one that is a path variable, or if it is read-only; otherwise the request
  ///   might do something else.
  mutating func parameters(
    of part: Located,
    in item: PathItem,
    _ method: String,
    path: String
  ) throws(UnusablePart) -> [Parameter] {
    var parameters: [Parameter] = []
    var positions: [Key: Int] = [:]
    var lost: [UnusablePart] = []
    for source in item.parts.reversed() + [part] {
      for element in followedIfPresent(source["parameters"], "A list of parameters")?.elements ?? [] {
        do throws(UnusablePart) { _ = try resolve(element) } catch {
          lost.append(error)
          continue
        }
        guard let parameter = try parameter(element) else { continue }
        let key = Key(parameter)
        if let same = positions[key] {
          parameters[same] = parameter
        } else {
          positions[key] = parameters.count
          parameters.append(parameter)
        }
      }
    }
    let declared = Set(parameters.filter { $0.location == .path }.map(\.name))
    let missing = Self.variables(ofPath: path).filter { !declared.contains($0) }
    if let first = lost.first, lost.count > missing.count, method != "GET", method != "HEAD" {
      throw UnusablePart("\(first.message) Without that parameter the request may do something else.", at: first.place)
    }
    for obstacle in lost { report(.warning, "A parameter is left out. \(obstacle.message)", at: obstacle.place) }
    return completed(parameters, path: path, at: part.place)
  }

  /// Makes the path parameters equal the variables of the path.
  private mutating func completed(_ parameters: [Parameter], path: String, at place: Place) -> [Parameter] {
    let variables = Self.variables(ofPath: path)
    let known = Set(variables)
    var result: [Parameter] = []
    var declared: Set<String> = []
    var stray: [String] = []
    for parameter in parameters {
      if parameter.location == .path, !known.contains(parameter.name) {
        stray.append(parameter.name)
        continue
      }
      if parameter.location == .path { declared.insert(parameter.name) }
      result.append(parameter)
    }
    if !stray.isEmpty { report(.warning, Self.message(strayParameters: NameList(stray)), at: place) }
    let undeclared = variables.filter { !declared.contains($0) }
    if !undeclared.isEmpty { report(.warning, Self.message(undeclared: NameList(undeclared)), at: place) }
    return result + undeclared.map(Self.pathParameter)
  }

  /// Says of the variables of one path that nothing declares them: in one message, however many they are.
  static func message(undeclared names: NameList) -> String {
    guard names.count > 1 else {
      return "The variable \(names) of the path has no parameter and is taken as a string. Add the parameter."
    }
    return "The variables \(names) of the path have no parameters and are taken as strings. Add the parameters."
  }

  /// Says of parameters that the path has no such variables.
  static func message(strayParameters names: NameList) -> String {
    guard names.count > 1 else {
      return "The path has no variable \(names): that parameter is left out. Correct either."
    }
    return "The path has no variables \(names): those parameters are left out. Correct either."
  }

  private static func pathParameter(_ name: String) -> Parameter {
    Parameter(
      name: name,
      location: .path,
      isRequired: true,
      description: nil,
      isDeprecated: false,
      schema: ["type": "string"],
      encoding: .style(.simple, explode: false, allowReserved: false),
      examples: [],
      mcp: FieldExtension()
    )
  }

  private static func variables(ofPath path: String) -> [String] {
    let key = PathKey(path)
    return variables(of: key.path + (key.query.map { "?\($0)" } ?? ""))
  }

  /// The names in braces, in the order of the path, each once.
  private static func variables(of path: Substring) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for part in path.split(separator: "{").dropFirst(path.hasPrefix("{") ? 0 : 1) {
      guard let end = part.firstIndex(of: "}") else { continue }
      let name = String(part[..<end])
      if seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// Reads one parameter; `nil` if it is left out, which is possible only for an optional one.
  private mutating func parameter(_ element: Located) throws(UnusablePart) -> Parameter? {
    do throws(UnusablePart) {
      let part = try resolve(element)
      try count(part)
      guard let name = part.text("name"), let place = part.text("in") else {
        throw UnusablePart("A parameter has no \"name\", or no \"in\". Add it.", at: part.place)
      }
      guard let location = Parameter.Location(rawValue: place) else {
        throw UnusablePart("The parameter \"\(name)\" is in \"\(place)\", which is not known.", at: part.place)
      }
      guard location != .header || !Self.reservedHeaders.contains(name.lowercased()) else { return nil }
      guard location != .header || Self.isFieldName(name) else {
        throw UnusablePart(
          "No header field can have the name \(name.quoted) (RFC 9110, section 5.1). Correct it.",
          at: part.place
        )
      }
      return try parameter(name, location, part)
    } catch {
      let isRequired = (try? resolve(element)).map { $0.flag("required") } ?? true
      guard !isRequired else { throw error }
      report(.warning, "A parameter is left out. \(error.message)", at: error.place)
      return nil
    }
  }

  /// Whether a name is a token, as those of header fields are (RFC 9110, sections 5.1 and 5.6.2).
  private static func isFieldName(_ name: String) -> Bool {
    let marks = "!#$%&'*+-.^_`|~".utf8
    return !name.isEmpty
      && name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || marks.contains(byte)
      }
  }

  private mutating func parameter(
    _ name: String,
    _ location: Parameter.Location,
    _ part: Located
  ) throws(UnusablePart) -> Parameter {
    let content = part["content"]?.members.first
    let media = try content.map { content throws(UnusablePart) in try resolve(content.part) }
    let declared = media?["schema"] ?? part["schema"]
    let encoding: Parameter.Encoding =
      if let content { .content(content.name) } else { try serialization(of: part, in: location) }
    return Parameter(
      name: name,
      location: location,
      isRequired: part.flag("required") || location == .path,
      description: part.text("description"),
      isDeprecated: part.flag("deprecated"),
      schema: try declared.map { declared throws(UnusablePart) in try schema(declared, isOpen: true) } ?? [:],
      encoding: encoding,
      examples: examples(of: media ?? part).map(\.value),
      mcp: fieldExtension(part["x-mcp"] ?? declared?["x-mcp"]),
      allowsEmptyValue: location == .query && part.flag("allowEmptyValue"),
      innerSeparators: innerSeparators(of: part)
    )
  }

  private func serialization(
    of part: Located,
    in location: Parameter.Location
  ) throws(UnusablePart) -> Parameter.Encoding {
    guard location != .querystring else {
      throw UnusablePart("A parameter that is the whole query has no \"content\". Add it.", at: part.place)
    }
    let style = try style(of: part, standard: location == .path || location == .header ? .simple : .form)
    return .style(
      style,
      explode: part.value["explode"]?.bool ?? (style == .form || style == .cookie),
      allowReserved: part.flag("allowReserved")
    )
  }

  /// The separators of nested lists, which exist only in Swagger 2.0.
  func innerSeparators(of part: Located) -> [String] {
    guard documents.files[part.place.file].swagger != nil else { return [] }
    return part.texts(SwaggerConversion.innerFormatsKey).map { format in
      switch format {
      case "ssv": " "
      case "tsv": "\t"
      case "pipes": "|"
      default: ","
      }
    }
  }

  /// The style of a parameter, or of a property of a form.
  func style(of part: Located, standard: Parameter.Style) throws(UnusablePart) -> Parameter.Style {
    guard let text = part.text("style") else { return standard }
    guard let style = Parameter.Style(rawValue: text) else {
      throw UnusablePart("The parameter style \"\(text)\" is not known. Correct it.", at: part.place)
    }
    return style
  }
}
