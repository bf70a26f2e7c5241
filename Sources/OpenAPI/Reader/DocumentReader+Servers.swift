import JSON

extension DocumentReader {
  /// The servers of an operation or its path item; empty if there are none.
  mutating func servers(of operation: Located, in item: PathItem) -> [Server] { servers(of: operation) ?? item.servers }

  /// The servers of a path item.
  mutating func servers(of item: PathItem) -> [Server] {
    for part in item.parts {
      if let servers = servers(of: part) { return servers }
    }
    return []
  }

  /// The servers of a document, path item or operation; `nil` if there are none.
  mutating func servers(of part: Located) -> [Server]? {
    guard let elements = part["servers"]?.elements, !elements.isEmpty else { return nil }
    if elements.count > Limit.alternatives {
      report(
        .warning,
        "Only the first \(Limit.alternatives) servers of the list are read. Make it shorter.",
        at: part.place.appending("servers")
      )
    }
    return elements.prefix(Limit.alternatives).compactMap { server(of: $0) }
  }

  private mutating func server(of part: Located) -> Server? {
    guard let url = part.text("url") else {
      report(.warning, "A server has no \"url\" and is left out. Add it.", at: part.place)
      return nil
    }
    var variables: [Server.Variable] = []
    for (name, variable) in part["variables"]?.members ?? [] {
      let values = variable.texts("enum")
      guard let value = variable.text("default") ?? values.first else {
        report(.warning, "The server variable \"\(name)\" has no default. Add one.", at: variable.place)
        continue
      }
      if !values.isEmpty, !values.contains(value) {
        report(.warning, "The default of \"\(name)\" is none of its values. Correct either.", at: variable.place)
      }
      variables.append(
        Server.Variable(name: name, defaultValue: value, values: values, description: variable.text("description"))
      )
    }
    let server = Server(
      template: url,
      variables: variables,
      name: part.text("name"),
      description: part.text("description")
    )
    guard !server.isTooLong else {
      let message =
        "The URL of a server is longer than \(Server.maximumURLLength) bytes, so it is left out. Shorten it."
      report(.warning, message, at: part.place)
      return nil
    }
    return server
  }
}
