import ArgumentParser
import Settings
import Testing

@testable import NethesisMCP

/// What is read without ArgumentParser means the same as with it.
struct PlainCommandLineTests {
  /// Arguments that give a setting once.
  private static func arguments(_ setting: Setting) -> [String] {
    setting.option.map { setting.kind == .flag ? [$0] : [$0, "value"] } ?? []
  }

  @Test(arguments: Setting.allCases)
  func `an option means what ArgumentParser takes it for`(_ setting: Setting) throws {
    for arguments in [Self.arguments(setting), ["stdio"] + Self.arguments(setting)] {
      let values = try #require(PlainCommandLine(arguments)).values
      #expect(values == (try StdioCommand.parse(Self.arguments(setting)).options.values))
    }
  }

  @Test(arguments: Setting.allCases)
  func `an option that is given twice means what ArgumentParser takes it for, or is left to that`(
    _ setting: Setting
  ) throws {
    let arguments = Self.arguments(setting) + Self.arguments(setting)
    guard let line = PlainCommandLine(arguments) else { return }
    #expect(line.values == (try StdioCommand.parse(arguments).options.values))
  }

  @Test func `all options together`() throws {
    let arguments = Setting.allCases.flatMap(Self.arguments)
    #expect(PlainCommandLine(arguments)?.values == (try StdioCommand.parse(arguments).options.values))
  }

  @Test(
    arguments: [
      ["--help"], ["-h"], ["help"], ["--version"], ["http"], ["tools"], ["stdoi"], ["--back", "x"], ["--backend"],
      ["--backend", "--sandbox"], ["--backend=x"], ["--no-open-browser"], ["--token", "x"], ["--backend", "x", "y"],
      ["--", "x"], ["--sandbox", "--sandbox"], ["--timeout", "1", "--timeout", "2"], ["stdio", "stdio"], ["-v"], [""],
    ] as [[String]]
  )
  func `everything else is left to ArgumentParser`(_ arguments: [String]) {
    #expect(PlainCommandLine(arguments) == nil)
  }
}
