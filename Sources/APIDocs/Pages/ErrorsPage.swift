import OpenAPI

/// The page on failed calls, for all tools together.
package struct ErrorsPage {
  let manual: Manual

  /// The kinds of failure, in Markdown.
  package static let kinds = """
    ## What a failed call looks like

    The result has `isError: true`. Its text is one sentence that says what went wrong and what to do, followed by the
    body of the backend's answer, if there was one. Arguments are checked before anything is sent: the sentence then
    names each wrong field, what was expected and what was given. A tool that does not exist, or a message that is not
    well-formed, is an error of the protocol (JSON-RPC) instead.

    Beside the statuses of HTTP there are three kinds of failure:

    | Kind | When | What is known |
    | --- | --- | --- |
    | `unreachable` | No connection could be made, or not a safe one. | Nothing was sent, so nothing was done. |
    | `timeout` | The request was sent, and no answer came in time. | Whether anything was done is not known. |
    | `invalid-answer` | The answer cannot be read: it is no JSON, or too large. | Something may have been done. |

    A call that changes something is never sent twice by this server. After a `timeout` or an `invalid-answer`, find out
    what there is before calling again.
    """

  var text: String {
    let parts = ["# Errors of \(Markdown.line(manual.document.title))", Self.kinds, "## By tool"] + tools
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The tables of failures; tools that fail in the same ways share one.
  private var tools: [String] {
    var groups: [(rows: [[String]], names: [String])] = []
    var positions: [[[String]]: Int] = [:]
    for tool in manual.tools {
      let rows = ErrorTable.rows(of: tool.operation)
      if let position = positions[rows] {
        groups[position].names.append(tool.name)
      } else {
        positions[rows] = groups.count
        groups.append((rows, [tool.name]))
      }
    }
    return groups.flatMap { rows, names in
      let links = names.map { manual.addresses.link($0, to: .operation($0)) }.joined(separator: ", ")
      let table = Markdown.table(["Status", "When", "What to do"], rows)
      return ["Calls of \(links):", table.isEmpty ? "The document says nothing of how it fails." : table]
    }
  }
}
