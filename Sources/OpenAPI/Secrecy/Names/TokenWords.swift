/// Words before `token` that make it a position, a version or a marker, not a credential.
enum TokenWords {
  static let plain: Set<String> = [
    // Positions in a list.
    "page", "paging", "next", "previous", "prev", "continuation", "continue", "cursor", "pagination", "sync", "start",
    "starting", "resume", "skip", "scroll", "list", "offset", "before", "after", "position", "marker", "checkpoint",
    "pagetoken", "batch", "query", "search", "sequence", "stream",
    // Versions, and markers of one request.
    "version", "change", "delta", "consistency", "concurrency", "idempotency", "idempotent", "dedupe", "dedup",
    "deduplication", "request", "etag", "revision", "snapshot", "update", "lease", "fencing", "shard",
    // Parts of texts, of designs and of money.
    "prompt", "completion", "input", "output", "cached", "reasoning", "max", "min", "total", "num", "stop", "text",
    "separator", "delimiter", "design", "template", "syntax", "color", "colour", "audio", "bos", "eos", "pad",
    "special", "vocab",
    // Resources, whose identifiers some call tokens.
    "transaction", "dispute", "evidence", "entity", "rule", "event", "merchant", "case", "comment",
    "release", "title",
    // Tokens shown on a page or passed on.
    "captcha", "recaptcha", "hcaptcha", "turnstile", "publishable", "public", "site", "gas", "erc", "nft", "reward",
    "truncated", "masked", "partial", "push", "apn", "apns", "fcm", "gcm",
  ]
}
