/// A property for `\p{…}`: the general categories, and the binary properties in the standard library.
///
/// Scripts are missing, because the standard library has no table of them.
enum UnicodeProperty: Hashable, Sendable {
  case any
  case ascii
  case alphabetic
  case uppercase
  case lowercase
  case whiteSpace
  case emoji
  case identifierStart
  case identifierContinue
  case categories([Unicode.GeneralCategory])

  /// Finds a property by its name in ECMA-262: `L`, `Letter`, `gc=L`, `General_Category=Letter`, `White_Space`.
  init?(named name: String) {
    if let binary = Self.binaries[name] {
      self = binary
      return
    }
    let parts = name.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2 && ["gc", "General_Category"].contains(parts[0]) else { return nil }
    guard let category = parts.last, let categories = Self.categories[String(category)] else { return nil }
    self = .categories(categories)
  }

  func holds(for scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .any: true
    case .ascii: scalar.isASCII
    case .alphabetic: scalar.properties.isAlphabetic
    case .uppercase: scalar.properties.isUppercase
    case .lowercase: scalar.properties.isLowercase
    case .whiteSpace: scalar.properties.isWhitespace
    case .emoji: scalar.properties.isEmoji
    case .identifierStart: scalar.properties.isIDStart
    case .identifierContinue: scalar.properties.isIDContinue
    case .categories(let categories): categories.contains(scalar.properties.generalCategory)
    }
  }

  private static let binaries: [String: UnicodeProperty] = [
    "Any": .any, "ASCII": .ascii, "Alphabetic": .alphabetic, "Alpha": .alphabetic, "Uppercase": .uppercase,
    "Upper": .uppercase, "Lowercase": .lowercase, "Lower": .lowercase, "White_Space": .whiteSpace,
    "space": .whiteSpace, "Emoji": .emoji, "ID_Start": .identifierStart, "IDS": .identifierStart,
    "ID_Continue": .identifierContinue, "IDC": .identifierContinue,
  ]

  /// The names of each general category (Unicode Standard Annex 44, table 12).
  private static let single: [(names: [String], category: Unicode.GeneralCategory)] = [
    (["Lu", "Uppercase_Letter"], .uppercaseLetter),
    (["Ll", "Lowercase_Letter"], .lowercaseLetter),
    (["Lt", "Titlecase_Letter"], .titlecaseLetter),
    (["Lm", "Modifier_Letter"], .modifierLetter),
    (["Lo", "Other_Letter"], .otherLetter),
    (["Mn", "Nonspacing_Mark"], .nonspacingMark),
    (["Mc", "Spacing_Mark"], .spacingMark),
    (["Me", "Enclosing_Mark"], .enclosingMark),
    (["Nd", "Decimal_Number", "digit"], .decimalNumber),
    (["Nl", "Letter_Number"], .letterNumber),
    (["No", "Other_Number"], .otherNumber),
    (["Pc", "Connector_Punctuation"], .connectorPunctuation),
    (["Pd", "Dash_Punctuation"], .dashPunctuation),
    (["Ps", "Open_Punctuation"], .openPunctuation),
    (["Pe", "Close_Punctuation"], .closePunctuation),
    (["Pi", "Initial_Punctuation"], .initialPunctuation),
    (["Pf", "Final_Punctuation"], .finalPunctuation),
    (["Po", "Other_Punctuation"], .otherPunctuation),
    (["Sm", "Math_Symbol"], .mathSymbol),
    (["Sc", "Currency_Symbol"], .currencySymbol),
    (["Sk", "Modifier_Symbol"], .modifierSymbol),
    (["So", "Other_Symbol"], .otherSymbol),
    (["Zs", "Space_Separator"], .spaceSeparator),
    (["Zl", "Line_Separator"], .lineSeparator),
    (["Zp", "Paragraph_Separator"], .paragraphSeparator),
    (["Cc", "Control", "cntrl"], .control),
    (["Cf", "Format"], .format),
    (["Cs", "Surrogate"], .surrogate),
    (["Co", "Private_Use"], .privateUse),
    (["Cn", "Unassigned"], .unassigned),
  ]

  /// The names of groups of categories, with the common start of their short names.
  private static let groups: [(names: [String], prefix: String)] = [
    (["L", "Letter"], "L"), (["M", "Mark", "Combining_Mark"], "M"), (["N", "Number"], "N"),
    (["P", "Punctuation", "punct"], "P"), (["S", "Symbol"], "S"), (["Z", "Separator"], "Z"), (["C", "Other"], "C"),
  ]

  private static let categories: [String: [Unicode.GeneralCategory]] = {
    var table: [String: [Unicode.GeneralCategory]] = [:]
    for entry in single {
      for name in entry.names { table[name] = [entry.category] }
    }
    for group in groups {
      let members = single.filter { $0.names[0].hasPrefix(group.prefix) }.map(\.category)
      for name in group.names { table[name] = members }
    }
    table["LC"] = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
    table["Cased_Letter"] = table["LC"]
    return table
  }()
}
