/// Words that say nothing about a page, in the languages of questions.
enum StopWords {
  private static let words: Set<String> = Set(
    """
    a about after all am an and any are as at be because been before being but by can could did do does doing done for
    from had has have having he her here him his how i if in into is it its just let may me might mine more most my no
    not of off on once one only onto or other our ours out over own please s shall she should so some somebody someone
    something somehow such t than that the their them then there these they thing things this those to too under until
    up upon us very via want was we were what when where whether which while who whom whose why will with within
    without would you your yours
    al alla alle anche che chi ci come con cosa cui da dal dalla dei del della delle dello di e ed essere fare gia gli
    ha ho il in io la le lo ma mi mia mio ne nel nella non o per piu quale quali quando questa questo se si sono sua
    suo su sul sulla tra tutti tutte un una uno
    """
    .split(whereSeparator: \.isWhitespace).map(String.init)
  )

  /// Words within a phrase that it keeps its meaning without: "on my behalf".
  static let fillers: Set<String> = [
    "a", "an", "the", "my", "your", "his", "her", "our", "their", "its", "this", "that",
  ]

  static func contains(_ word: String) -> Bool { words.contains(word) }
}
