/// The intent of a question: the methods that its verb stands for, and the kind of page that it asks for.
struct Intent: Sendable {
  /// The methods of the question's verb; empty if it has none.
  var methods: Set<String> = []
  var kinds: Set<PageKind> = []
  /// Whether it names a status code.
  var status: String?
  /// Whether it asks for several of a kind, which paths without a variable at the end give.
  var isPlural = false

  private static let verbs: [String: Set<String>] = {
    let groups: [(String, Set<String>)] = [
      (
        "create add make register insert issue generate provision invite send upload import post start begin launch "
          + "run execute trigger submit publish impersonate sign log authenticate exchange swap regenerate rotate snooze "
          + "silence mute validate verify check confirm test open attach buy pay refund capture clone copy",
        ["POST"]
      ),
      (
        "list show enumerate browse get fetch read retrieve view see find look search how many which who what is are "
          + "download export count total describe values elenco quanti where whose",
        ["GET"]
      ),
      ("delete remove destroy erase wipe purge drop discard revoke kick expel archive unlink detach", ["DELETE"]),
      (
        "put update change edit modify alter set adjust patch replace rename suspend disable block deactivate ban lock freeze "
          + "enable activate reactivate unblock unlock restore undelete recover promote demote assign upload "
          + "remind move",
        ["PATCH", "PUT"]
      ),
      (
        "suspend disable block lock restart reboot stop cancel abort reset restore enable activate rollback sync assign "
          + "kick close reopen",
        ["POST"]
      ),
    ]
    var verbs: [String: Set<String>] = [:]
    for (words, methods) in groups {
      for word in words.split(separator: " ") { verbs[Stemmer.stem(String(word)), default: []].formUnion(methods) }
    }
    return verbs
  }()

  /// Whether a stem is that of a verb of ``verbs``.
  static func isVerb(_ stem: String) -> Bool { verbs[stem] != nil }

  private static let schemaWords: Set<String> = [
    "schema", "field", "attribut", "properti", "structur", "object", "model",
  ]
  private static let guideWords: Set<String> = ["guid", "tutori", "concept", "walkthrough", "explain", "quickstart"]

  /// Reads the intent from a question's stems, in their order, and the words of the stems.
  init(stems: [String], words: [String], synonyms: SynonymTable) {
    for (stem, word) in zip(stems, words) {
      if methods.isEmpty, let found = Self.verbs[stem] { methods = found }
      if Self.schemaWords.contains(stem) { kinds.insert(.schema) }
      if Self.guideWords.contains(stem) { kinds.insert(.guide) }
      if word.utf8.count == 3, let code = Int(word), 100...599 ~= code { status = word }
    }
    if methods.isEmpty { methods = Self.foreignMethods(stems, synonyms) }
    if let first = stems.first, ["list", "all", "show", "enumer"].contains(first) { isPlural = true }
  }

  /// The methods of a verb that a document's own synonyms lead to an English one.
  private static func foreignMethods(_ stems: [String], _ synonyms: SynonymTable) -> Set<String> {
    for stem in stems {
      for phrase in synonyms.alternatives(of: [stem]) where phrase.count == 1 {
        if let found = verbs[phrase[0]] { return found }
      }
    }
    return []
  }
}
