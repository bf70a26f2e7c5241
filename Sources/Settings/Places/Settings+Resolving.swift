import APITools
package import Files
import Logging
import MCP
import OpenAPI

extension Settings {
  /// Resolves the settings: options take precedence over variables, and variables over the configuration file.
  ///
  /// - Parameters:
  ///   - options: The options of the command line.
  ///   - environment: The variables of ``Setting/variable``, those that begin with ``credentialPrefix``, and
  ///     ``ServiceCredentials/variable``; a misspelled one is refused, and others are ignored.
  ///   - readFile: Reads the configuration file.
  /// - Throws: The first value that cannot be used.
  package init(
    options: [Setting: [String]] = [:],
    environment: [String: String] = [:],
    readFile: FileReading = { path throws(FileError) in try File.bytes(path) }
  ) throws(SettingsError) {
    let (sources, file) = try Self.sources(options: options, environment: environment, readFile: readFile)
    try Self.checkSpelling(environment)
    let places = SettingPlaces(options: options, environment: environment, file: file)
    let names = try places.documentNames()
    if names.isEmpty {
      try self.init(sources)
      try take(file, file?.general, environment)
    } else {
      try self.init(SettingSources(all: places.general))
      configFile = file?.path
      documents = try names.map { (name) throws(SettingsError) in
        var settings = try Settings(places.sources(for: name), of: name)
        try settings.take(file, file?.documents.first { $0.name == name }?.section, environment)
        return settings
      }
    }
    try store.complete(environment)
    patience = try Self.testDuration("PATIENCE", environment)
    pageLifetime = try Self.testDuration("LIFETIME", environment)
  }

  /// The sources of settings, including the configuration file if one is named.
  package static func sources(
    options: [Setting: [String]],
    environment: [String: String],
    readFile: (String) throws(FileError) -> [UInt8] = { path throws(FileError) in try File.bytes(path) }
  ) throws(SettingsError) -> (SettingSources, ConfigFile?) {
    var sources = SettingSources(all: [.options(options), .environment(environment)])
    guard let config = try sources.text(.config) else { return (sources, nil) }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(config.value) } catch { throw config.error("\(error)") }
    let file = try ConfigFile(path: config.value, bytes: bytes)
    sources.all.append(.file(file.path, file.general.values, at: file.general.pointer))
    return (sources, file)
  }

  /// Refuses a misspelled variable: a setting meant for safety would have no effect.
  private static func checkSpelling(_ environment: [String: String]) throws(SettingsError) {
    let known = Setting.allCases.map(\.variable)
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Setting.variablePrefix) {
      guard SettingSource.isSet(value), !known.contains(name), !isVariable(name) else { continue }
      guard let meant = known.first(where: { $0.isMisspelled(name, behind: Setting.variablePrefix) }) else { continue }
      throw SettingsError(.variable(name), "there is no such setting, but \(meant)")
    }
  }

  /// Whether a variable has a meaning other than a ``Setting``.
  package static func isVariable(_ name: String) -> Bool {
    name.hasPrefix(credentialPrefix) || name.hasPrefix(testPrefix) || name == ServiceCredentials.variable
  }

  private static let testPrefix = "NETHESIS_MCP_TEST_"

  /// Takes values that only a section of the file can set, and the variables with credentials.
  private mutating func take(
    _ file: ConfigFile?,
    _ section: ConfigFile.Section?,
    _ environment: [String: String]
  ) throws(SettingsError) {
    configFile = file?.path
    if let file, let section {
      try take(section.tokenCommand, of: file, section)
      credentials = section.credentials
      servers = try file.servers(section, allowsPlain: allowsHTTPBackend)
    }
    credentialVariables = Self.credentialVariables(environment, behind: credentialPrefix)
    takeServiceCredentials(environment)
  }

  /// A duration that tests shorten, so that they do not wait as long as people do.
  private static func testDuration(_ name: String, _ environment: [String: String]) throws(SettingsError) -> Duration? {
    let variable = testPrefix + name
    return try environment[variable].map { (text) throws(SettingsError) in
      try Sourced(text, .variable(variable)).seconds(atMost: 600)
    }
  }

  private init(_ sources: SettingSources, of document: String? = nil) throws(SettingsError) {
    self.document = document
    allowsHTTPBackend = try sources.text(.allowHTTPBackend)?.flag() ?? false
    backend = try Self.backend(sources, allowsHTTP: allowsHTTPBackend)
    (credential, credentialOrigin) = try Self.credential(sources)
    login = try LoginSettings(sources)
    store = try StoreSettings(sources)
    if let spec = try sources.text(.spec) { self.spec = try spec.spec() }
    allowsPrivateSpec = try sources.text(.allowPrivateSpec)?.flag() ?? false
    overlays = try sources.texts(.overlay)?.value ?? []
    let (include, exclude) = (try sources.texts(.include), try sources.texts(.exclude))
    filter = OperationFilter(
      include: try include?.rules() ?? [],
      exclude: try exclude?.rules() ?? [],
      isReadOnly: try sources.text(.readOnly)?.flag() ?? false
    )
    ruleOrigins[.include] = include?.origin
    ruleOrigins[.exclude] = exclude?.origin
    if let mode = try sources.text(.tools) { self.mode = try mode.choice() }
    if let dialect = try sources.text(.dialect) { self.dialect = try dialect.choice() }
    maximumResultBytes = try sources.text(.maxResultBytes)?.count(from: 1000, to: 100_000_000)
    uploads = try sources.text(.uploadRoot)?.folder()
    docs = try sources.text(.docs)?.value
    hasDocsTools = try sources.text(.noDocsTools)?.flag() != true
    isStrict = try sources.text(.strict)?.flag() ?? false
    if let secrets = try sources.text(.secrets) { self.secrets = try secrets.choice() }
    asksPeople = try sources.text(.noStepUp)?.flag() != true
    opensBrowser = try sources.text(.openBrowser)?.flag()
    audit = try sources.text(.audit)?.value
    publicURL = try sources.text(.publicURL)?.publicURL()
    if let era = try sources.text(.era) { eras = try era.choice() }
    if let timeout = try sources.text(.timeout) { self.timeout = try timeout.seconds(atMost: 600) }
    caFile = try sources.text(.caFile)?.value
    proxy = try sources.text(.proxy)?.proxy()
    if let level = try sources.text(.logLevel) { logLevel = try level.choice() }
  }

  /// Sandbox and URL are alternatives: the source with the highest precedence decides, and must choose one.
  private static func backend(_ sources: SettingSources, allowsHTTP: Bool) throws(SettingsError) -> Backend {
    var isSandboxDecided = false
    for source in sources.all {
      let url = try source.text(.backend)
      if let sandbox = try source.text(.sandbox), !isSandboxDecided {
        isSandboxDecided = true
        if try sandbox.flag() {
          if let url { throw url.error("this cannot be combined with \(sandbox.origin)") }
          return .sandbox
        }
      }
      if url?.value == "sandbox" { return .sandbox }
      if let url { return .url(try url.baseURL(allowsPlain: allowsHTTP)) }
    }
    return .documented
  }

  /// The secrets for security schemes, by the variable's name after the prefix.
  private static func credentialVariables(_ environment: [String: String], behind prefix: String) -> [String: String] {
    var secrets: [String: String] = [:]
    for (name, value) in environment where name.hasPrefix(prefix) && SettingSource.isSet(value) {
      secrets[String(name.dropFirst(prefix.count))] = value
    }
    return secrets
  }

  /// Token and token file are alternatives, too.
  private static func credential(_ sources: SettingSources) throws(SettingsError) -> (Credential, SettingOrigin?) {
    for source in sources.all {
      let token = try source.text(.token)
      let file = try source.text(.tokenFile)
      if let token, let file { throw token.error("this cannot be combined with \(file.origin)") }
      if let token { return (.token(try token.token()), token.origin) }
      if let file { return (.file(file.value), file.origin) }
    }
    return (.none, nil)
  }
}
