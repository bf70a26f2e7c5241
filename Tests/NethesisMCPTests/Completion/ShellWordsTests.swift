import NethesisMCP
import Testing

struct ShellWordsTests {
  private static func words(_ line: String) -> [String] {
    ShellWords(line) { ["HOME": "/home/me"][$0] }.words.map(\.text)
  }

  @Test(arguments: [
    ("a b  c", ["a", "b", "c"]), ("a ", ["a", ""]), ("", [""]), ("a 'b c' d", ["a", "b c", "d"]),
    (#"a "b \" c" d\ e"#, ["a", #"b " c"#, "d e"]),
    (#""$HOME/x" ${HOME}y '$HOME' $NOBODY"#, ["/home/me/x", "/home/mey", "$HOME", "$NOBODY"]),
    (#"a\"#, ["a"]), ("$(rm -rf /)", ["$(rm", "-rf", "/)"]), ("`x`", ["`x`"]), ("a'b", ["ab"]), ("${HOME", ["${HOME"]),
    (#""\x""#, [#"\x"#]),
  ])
  func `a line is split as a shell splits it, and nothing is run`(line: String, words: [String]) {
    #expect(Self.words(line) == words)
  }

  @Test(arguments: [("'a b", ShellWords.Quotes.single), ("\"a b", .double), ("a", .none), ("'a'", .none)])
  func `open quotes are known`(line: String, quotes: ShellWords.Quotes) {
    #expect(ShellWords(line).words.last?.quotes == quotes)
    #expect(ShellWords(line).words.last?.raw == line)
  }

  @Test(arguments: [
    (["call", "mode", "=", "re"], ["call", "mode=re"]), (["read", "docs", ":", "//x"], ["read", "docs://x"]),
    (["mode", ":=", ""], ["mode:="]), (["a", "b"], ["a", "b"]), ([], []), (["=", "a"], ["=a"]),
  ])
  func `words that bash has split are joined`(words: [String], joined: [String]) {
    #expect(ShellWords.joined(words) == joined)
  }

  /// Texts of every kind come back from their quoted form, whatever a shell would make of them.
  @Test(arguments: [
    "a b", "$(x)", "`x`", "a'b", "a\"b", "a\\b", "a;b&c|d<e>f", "~x", "*?[a]{b,c}", "é#!", "plain_-./:=@",
  ])
  func `what is quoted reads as it was`(text: String) {
    for (quotes, open, close) in [(ShellWords.Quotes.none, "", ""), (.single, "'", "'"), (.double, "\"", "\"")] {
      let line = open + ShellWords.quoted(text, in: quotes) + close
      #expect(ShellWords(line) { _ in "run" }.words.map(\.text) == [text])
    }
    #expect(ShellWords.quoted("$(x);`y`*~", in: .none) == #"\$\(x\)\;\`y\`\*\~"#)
  }
}
