package import Operations
package import ProcessEnvironment
import TextCoding

/// The URL of an approval page, checked so that a model cannot lead a person to type a password elsewhere.
package struct ApprovalURL {
  let url: BaseURL
  /// Whether the person has named the server, so that it does not matter who runs it.
  let isNamed: Bool

  /// Checks a link.
  ///
  /// - Parameters:
  ///   - text: The link as the person got it.
  ///   - publicURL: The endpoint of a trusted server other than this machine; `nil` if there is none.
  /// - Throws: The reason why the link is not used.
  package init(_ text: String, trusting publicURL: BaseURL?) throws(CommandFailure) {
    do throws(BaseURL.Failure) { url = try BaseURL(Self.bare(text)) } catch {
      throw .usage("this is no link to an approval page: \(error.reason). Nothing was asked there.")
    }
    isNamed = url.origin == publicURL?.origin
    guard url.isLoopback || isNamed else {
      throw .usage(
        "\(VisibleOrigin.spelled(url.authority)) is neither this machine nor the server of --public-url, so nothing was asked there: whoever "
          + "runs it would get what you type. If you know it for yours, set --public-url, NETHESIS_MCP_PUBLIC_URL, or "
          + "\"public-url\" in the file of --config to the URL of its endpoint, and run this again."
      )
    }
    guard Self.isPage(url.path) else {
      throw .usage("this is no link to an approval page: it would end with /step-up/ and two ids. Nothing was asked.")
    }
  }

  /// The link without punctuation that followed it in a sentence, if it is a page's link without that.
  ///
  /// No id ends with any of these characters.
  private static func bare(_ text: String) -> String {
    guard let end = text.lastIndex(where: { !".,;:)>".contains($0) }) else { return text }
    let link = String(text[...end])
    guard let url = try? BaseURL(link), isPage(url.path) else { return text }
    return link
  }

  private static func isPage(_ path: String) -> Bool {
    let end = path.split(separator: "/", omittingEmptySubsequences: false).suffix(3)
    return end.count == 3 && end.first == "step-up" && end.dropFirst().allSatisfy { !$0.isEmpty }
  }

  /// The host, shown to the person before anything is typed.
  var host: String { url.isLoopback ? "\(url.authority) (this machine)" : VisibleOrigin.spelled(url.authority) }
}
