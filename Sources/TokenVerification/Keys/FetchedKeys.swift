/// A set of keys with the time for which it is used without looking again.
struct FetchedKeys: Sendable {
  let set: KeySet
  let lifetime: Duration

  /// Takes a set and the value of its field `Cache-Control` (RFC 9111 section 5.2.2): from one minute to one hour.
  init(_ set: KeySet, cacheControl: String?) {
    self.set = set
    var seconds = 3600
    for directive in (cacheControl ?? "").lowercased().split(separator: ",") {
      let words = directive.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
      switch words.first {
      case "no-store", "no-cache": seconds = 0
      case "max-age" where words.count == 2: seconds = min(seconds, Int(words[1]) ?? 0)
      default: break
      }
    }
    lifetime = .seconds(max(60, seconds))
  }
}
