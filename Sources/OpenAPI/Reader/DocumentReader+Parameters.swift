import JSON

extension DocumentReader {
  /// Headers that a parameter cannot set: the request says them itself (OpenAPI 3.1.1, 4.8.12.1).
  private static let reservedHeaders: Set<String> = ["accept", "content-type", "authorization"]

  /// The parameters of an operation: its own, those of its path item, and one for each variable of the path that the
  /// document forgot.
  mutating func parameters(of part: Located, in item: Located, path: String) throws(Obstacle) -> [Parameter] {
    var parameters: [Parameter] = []
    for source in [item, part] {
      for element in source["parameters"]?.elements ?? [] {
        guard let parameter = try parameter(element) else { continue }
        let same = parameters.firstIndex { $0.name == parameter.name && $0.location == parameter.location }
        if let same { parameters[same] = parameter } else { parameters.append(parameter) }
      }
    }
    return completed(parameters, path: path, at: part.location)
  }

  /// Makes the path parameters be exactly the variables of the path.
  private mutating func completed(_ parameters: [Parameter], path: String, at location: JSONPointer) -> [Parameter] {
    let variables = Self.variables(of: path)
    var result = parameters.filter { $0.location != .path || variables.contains($0.name) }
    for parameter in parameters where parameter.location == .path && !variables.contains(parameter.name) {
      report(
        .warning,
        "The path \(path) has no variable \"\(parameter.name)\": that parameter is left out. Correct either.",
        at: location
      )
    }
    for name in variables where !result.contains(where: { $0.location == .path && $0.name == name }) {
      report(
        .warning,
        "The variable \"\(name)\" of the path has no parameter and is taken as a string. Add the parameter.",
        at: location
      )
      result.append(
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
      )
    }
    return result
  }

  /// The names between braces, in the order of the path, each once.
  private static func variables(of path: String) -> [String] {
    var names: [String] = []
    for part in path.split(separator: "{").dropFirst(path.hasPrefix("{") ? 0 : 1) {
      guard let end = part.firstIndex(of: "}") else { continue }
      let name = String(part[..<end])
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Reads one parameter; `nil` if it is left out, which only one that is not required can be.
  private mutating func parameter(_ element: Located) throws(Obstacle) -> Parameter? {
    do throws(Obstacle) {
      let part = try resolve(element)
      guard let name = part.text("name"), let place = part.text("in") else {
        throw Obstacle("A parameter has no \"name\", or no \"in\". Add it.", at: part.location)
      }
      guard let location = Parameter.Location(rawValue: place) else {
        throw Obstacle("The parameter \"\(name)\" is in \"\(place)\", which is not known.", at: part.location)
      }
      guard location != .header || !Self.reservedHeaders.contains(name.lowercased()) else { return nil }
      return try parameter(name, location, part)
    } catch {
      let isRequired = (try? resolve(element)).map { $0.flag("required") } ?? true
      guard !isRequired else { throw error }
      report(.warning, "A parameter is left out. \(error.message)", at: error.location)
      return nil
    }
  }

  private mutating func parameter(
    _ name: String,
    _ location: Parameter.Location,
    _ part: Located
  ) throws(Obstacle) -> Parameter {
    let content = part["content"]?.members.first
    let declared = content?.part["schema"] ?? part["schema"]
    let schema: JSONValue = if let declared { try schema(declared) } else { [:] }
    let encoding: Parameter.Encoding =
      if let content { .content(content.name) } else { try style(of: part, in: location) }
    return Parameter(
      name: name,
      location: location,
      isRequired: part.flag("required") || location == .path,
      description: part.text("description"),
      isDeprecated: part.flag("deprecated"),
      schema: schema,
      encoding: encoding,
      examples: examples(of: content?.part ?? part).map(\.value),
      mcp: fieldExtension(part["x-mcp"] ?? declared?["x-mcp"])
    )
  }

  private func style(of part: Located, in location: Parameter.Location) throws(Obstacle) -> Parameter.Encoding {
    let standard: Parameter.Style = location == .path || location == .header ? .simple : .form
    let text = part.text("style")
    guard let style = text.map(Parameter.Style.init(rawValue:)) ?? standard else {
      throw Obstacle("The parameter style \"\(text ?? "")\" is not known. Correct it.", at: part.location)
    }
    return .style(
      style,
      explode: part.value["explode"]?.bool ?? (style == .form),
      allowReserved: part.flag("allowReserved")
    )
  }
}
