import APIDocs
import JSON
import OpenAPI

/// The list of all schemas, or of a part of them.
struct PortalSchemasPage {
  let section: PortalSection
  /// The number of the part; `nil` for all of them, or for the list of the parts.
  let part: Int?
  let trail: [PortalLink]

  /// Makes the page of a path such as `schemas` or `schemas-2`.
  init?(section: PortalSection, path: String, trail: [PortalLink]) {
    (self.section, self.trail) = (section, trail)
    guard path != "schemas" else {
      part = nil
      return
    }
    let lists = section.schemaLists
    guard path.hasPrefix("schemas-"), let number = Int(path.dropFirst(8)), lists.count > 1,
      lists.indices.contains(number - 1), "schemas-\(number)" == path
    else { return nil }
    part = number - 1
  }

  var page: PortalPage {
    let lists = section.schemaLists
    let link = part.map { section.link(toSchemas: $0) } ?? section.schemas
    var page = PortalPage(
      title: link.title,
      heading: link.title,
      summary: "\(section.title): the named schemas.",
      address: link.address,
      trail: trail + (part == nil ? [] : [section.schemas])
    )
    let count = section.document.schemas.count
    page.parts = [.text("\(PortalIndexPage.count(count, "schema")) of \(Markdown.line(section.title)).")]
    if part == nil, lists.count > 1 {
      let items = lists.enumerated().map { number, names in
        LinkedItem(
          link: section.link(toSchemas: number),
          note: "\(Markdown.code(names.first ?? "")) to \(Markdown.code(names.last ?? ""))"
        )
      }
      page.parts.append(.links(items))
    } else {
      let names = lists.isEmpty ? [] : lists[part ?? 0]
      page.parts.append(.links(names.map { LinkedItem(link: section.link(toSchema: $0)) }))
    }
    return page
  }
}

/// The page of a schema: its fields, its users, an example, and the schema itself.
struct PortalSchemaPage {
  let section: PortalSection
  let name: String
  let trail: [PortalLink]

  /// The most operations that are listed as users.
  private static let maximumUsers = 50

  init?(section: PortalSection, name: String, trail: [PortalLink]) {
    guard section.document.schemas.contains(name) else { return nil }
    (self.section, self.name, self.trail) = (section, name, trail)
  }

  private var manual: Manual { section.manual }

  var page: PortalPage {
    let role = manual.secrets.role(ofSchema: name)
    let reference: JSONValue = ["$ref": .string("#\(JSONPointer(["components", "schemas", name]))")]
    let schema = manual.schemas(role: role)[name] ?? [:]
    var page = PortalPage(
      title: name,
      heading: Markdown.line(name),
      summary: "\(section.title): the fields of the schema \(name).",
      address: section.link(toSchema: name).address,
      trail: trail + [section.schemas]
    )
    page.parts = schema["description"]?.string.map { [.prose($0)] } ?? []
    var reader = FieldTreeReader(manual, atMost: 160)
    let fields = reader.fields(of: reference, role: role, id: "schema")
    let view = manual.view(reference, role: role)
    page.parts += [.heading(level: 2, text: "Fields", id: "fields")]
    page.parts.append(fields.isEmpty ? .text(FieldTreeReader.phrase(view, manual)) : .fields(fields))
    if reader.isCut { page.parts.append(.text(FieldTreeReader.cut)) }
    page.parts += users
    if let sample = sample(reference, role) {
      page.parts += [
        .heading(level: 2, text: "Example", id: "example"),
        .code(JSONText.indented(sample), language: "json", label: ""),
      ]
    }
    page.parts += [
      .heading(level: 2, text: "JSON Schema", id: "json-schema"),
      .code(JSONText.indented(schema), language: "json", label: ""),
    ]
    return page
  }

  private var users: [PagePart] {
    let names = manual.toolNames(using: name)
    guard !names.isEmpty else { return [] }
    let items = names.prefix(Self.maximumUsers).compactMap { section.tool($0) }.map {
      LinkedItem(link: section.link(to: $0), request: $0.request)
    }
    let rest = names.count - items.count
    return [.heading(level: 2, text: "Used by", id: "used-by"), .links(items)]
      + (rest > 0 ? [.text("And by \(PortalIndexPage.count(rest, "other operation")).")] : [])
  }

  private func sample(_ reference: JSONValue, _ role: Secrecy.Role) -> JSONValue? {
    let view = manual.view(reference, role: role)
    guard view.hasMembers else { return nil }
    let value = manual.secrets.fields(of: reference, role: role).masking(SampleValue.value(of: view))
    return value.object?.isEmpty == true ? .none : value
  }
}
