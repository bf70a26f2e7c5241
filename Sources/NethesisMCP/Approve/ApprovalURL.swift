import APITools
import StepUp

/// Where an approval page is, checked so that a model cannot have a person type a password for anybody else.
struct ApprovalURL {
  let url: BaseURL

  /// Takes a link as a person was given it.
  ///
  /// - Parameters:
  ///   - text: The link.
  ///   - publicURL: The endpoint of the server that is trusted beside those of this machine; `nil` if there is none.
  /// - Throws: Why nothing is asked there.
  init(_ text: String, trusting publicURL: BaseURL?) throws(CommandFailure) {
    do throws(BaseURL.Failure) { url = try BaseURL(Self.bare(text)) } catch {
      throw .usage("this is no link to an approval page: \(error.reason). Nothing was asked there.")
    }
    guard url.isLoopback || url.origin == publicURL?.origin else {
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

  /// The link without what followed it in a sentence, if it leads to a page without that.
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

  /// The host, for a person to see before anything is typed.
  var host: String { url.isLoopback ? "\(url.authority) (this machine)" : VisibleOrigin.spelled(url.authority) }
}
