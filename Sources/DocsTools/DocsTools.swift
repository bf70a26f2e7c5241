package import APIDocs
import Calls
import JSON
package import MCP
package import Operations

/// The two tools that give a model the documentation: most clients never show it resources.
package struct DocsTools: Sendable {
  /// The tools: search, then read.
  package let tools: [Tool]
  /// Names that operations have taken from the tools, each with the name used instead.
  package let renamed: [(wanted: String, name: String)]

  /// The name of the tool that searches, and of the one that reads.
  package var names: (search: String, read: String) { (tools[0].name, tools[1].name) }

  /// Makes the tools.
  ///
  /// - Parameters:
  ///   - library: The documentation.
  ///   - taken: The names of all other tools and operations.
  ///   - dialect: The language of the input schemas.
  package init(_ library: DocsLibrary, besides taken: Set<String>, dialect: ToolDialect) {
    let search = OwnToolName.free("search_docs", besides: taken)
    let read = OwnToolName.free("read_docs", besides: taken)
    renamed = [("search_docs", search), ("read_docs", read)].filter { $0.0 != $0.1 }
    let titles = library.apis.prefix(5).map(\.title).joined(separator: ", ")
    let subject = titles.isEmpty ? "this server" : titles
    tools = [
      Self.tool(
        search,
        title: "Search the documentation",
        description:
          "Finds pages of the documentation of \(subject): operations with their fields, responses and error "
          + "codes, schemas and guides. Give the question in three phrasings with synonyms, one a line, such as "
          + "\"create api key\\nnew access token\\nissue credentials\". Each hit has the page, the heading and an excerpt; "
          + "\(read) reads the page. No call of the API is made.",
        (SearchDocs.input, SearchDocs.output),
        dialect,
        SearchDocs(library: library, reader: read)
      ),
      Self.tool(
        read,
        title: "Read the documentation",
        description:
          "Reads a page of the documentation of \(subject) in Markdown: from a hit of \(search), the name of a "
          + "tool, or docs://index for the list of all pages. A long page comes in pieces, each with the offset of the "
          + "next. No call of the API is made.",
        (ReadDocs.input, ReadDocs.output),
        dialect,
        ReadDocs(library: library, searcher: search)
      ),
    ]
  }

  private static func tool(
    _ name: String,
    title: String,
    description: String,
    _ schemas: (input: JSONObject, output: JSONObject),
    _ dialect: ToolDialect,
    _ reply: any DocsReply
  ) -> Tool {
    Tool(
      name: name,
      title: title,
      description: description,
      inputSchema: dialect.input(schemas.input),
      outputSchema: dialect.output(schemas.output),
      annotations: ToolAnnotations(readOnly: true, destructive: false, idempotent: true, openWorld: false),
      access: .documentation,
      handler: CheckedHandler(reply, check: ArgumentCheck(schema: schemas.input, dialect: dialect))
    )
  }
}
