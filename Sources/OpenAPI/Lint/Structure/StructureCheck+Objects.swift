import JSON

extension StructureCheck {
  mutating func checkObject(_ value: JSONValue, _ kind: ObjectKind, at place: Int) {
    guard let object = value.object else {
      return report(value, isNot: Self.article("\(kind.rawValue) Object"), at: place)
    }
    // In 3.0, siblings of a reference are ignored (4.8.23).
    let isReference = kind == .schema && forms.version == .v3_0 && object.contains("$ref")
    let form = forms[kind]
    for (position, (name, value)) in object.enumerated().reversed() {
      if !object.isLast(position) {
        report(.warning, "\(name.quoted) stands here more than once: the last one counts.", at: place, name)
      } else if let field = form.fields[name] {
        look(value, field, name, below: place)
      } else if !isReference {
        checkOther(name, value, form, kind, at: place)
      }
    }
    if kind == .schema, object.contains("$ref") { checkTarget(object, at: place) }
    guard !isReference else { return }
    for name in form.required where !object.contains(name) && !isSaid(at: pointer(place), name) {
      report(
        kind.severityOfAbsence,
        "The \(kind.rawValue) Object needs \"\(name)\". Add it.",
        at: place
      )
    }
    checkRules(of: object, kind, at: place)
  }

  private mutating func checkOther(
    _ name: String,
    _ value: JSONValue,
    _ form: ObjectForm,
    _ kind: ObjectKind,
    at place: Int
  ) {
    if name.hasPrefix("x-"), case .named = form.others {} else if name.hasPrefix("x-") { return }
    switch form.others {
    case .anything: return
    case .paths(let path) where name.hasPrefix("/"): return look(value, path, name, below: place)
    case .paths:
      return report(.warning, "The path \(name.quoted) does not begin with a slash. Correct it.", at: place, name)
    case .statuses(let response) where Self.isStatus(name, forms.version):
      return look(value, response, name, below: place)
    case .statuses:
      guard !isSaid(at: pointer(place).appending(name)) else { return }
      let words = forms.version == .v2_0 ? "404, or \"default\"" : "404, 4XX in capitals, or \"default\""
      return report(.warning, "\(name.quoted) is no status of a response: write \(words).", at: place, name)
    case .named(let form):
      if !name.hasPrefix("x-") { look(value, form, name, below: place) }
      return
    case .none, .extensions: break
    }
    guard name != "$ref" || !isSaid(at: pointer(place)) else { return }
    let words = isFull ? "" : unknown(name, form, kind)
    report(.warning, words, at: place, name)
  }

  private func unknown(_ name: String, _ form: ObjectForm, _ kind: ObjectKind) -> String {
    if name == "$ref" {
      return "No reference may stand here: \(Self.article(kind.rawValue)) Object has no $ref. Bring it in."
    }
    let object = "\(Self.article("\(kind.rawValue) Object")) of \(forms.version.name)"
    let near = form.fields.keys.sorted().nearest(to: String(name.prefix(80)))
    let advice = near.map { "Did you mean \"\($0)\"?" } ?? "Remove it, or begin its name with x-."
    return "\(name.quoted) is no field of \(object), and is ignored. \(advice)"
  }

  private static func isStatus(_ name: String, _ version: OpenAPIVersion) -> Bool {
    let letters = Array(name.utf8)
    guard letters.count == 3 else { return false }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    if version == .v2_0 { return letters.allSatisfy(digits.contains) }
    guard (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(letters[0]) else { return false }
    return letters[1...].allSatisfy(digits.contains) || letters[1...].allSatisfy { $0 == UInt8(ascii: "X") }
  }
}

extension OpenAPIVersion {
  /// The name of the version for people.
  var name: String { self == .v2_0 ? "Swagger 2.0" : "OpenAPI \(rawValue)" }
}

extension ObjectKind {
  /// The severity of a missing field: many documents work without some of them.
  var severityOfAbsence: Diagnostic.Severity {
    switch self {
    case .info, .contact, .license, .response, .operation, .externalDocs, .example, .tag: .note
    default: .warning
    }
  }
}
