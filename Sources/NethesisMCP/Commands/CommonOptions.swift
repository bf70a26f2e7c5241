import ArgumentParser
import Settings

/// The options that several commands share.
///
/// All are read as text: a faulty value gets the same message wherever it was set.
struct CommonOptions: ParsableArguments {
  @Option(name: Setting.backend.name, help: Setting.backend.help) var backend: [String] = []
  @Flag(name: Setting.sandbox.name, help: Setting.sandbox.help) var sandbox = false
  @Option(name: Setting.tokenFile.name, help: Setting.tokenFile.help) var tokenFile: [String] = []
  @Option(name: Setting.account.name, help: Setting.account.help) var account: [String] = []
  @Option(name: Setting.loginIssuer.name, help: Setting.loginIssuer.help) var loginIssuer: [String] = []
  @Option(name: Setting.loginOrigin.name, help: Setting.loginOrigin.help) var loginOrigin: [String] = []
  @Option(name: Setting.loginClientID.name, help: Setting.loginClientID.help) var loginClientID: [String] = []
  @Option(name: Setting.loginClientSecretFile.name, help: Setting.loginClientSecretFile.help)
  var loginClientSecretFile: [String] = []
  @Option(name: Setting.loginClientAuth.name, help: Setting.loginClientAuth.help) var loginClientAuth: [String] = []
  @Option(name: Setting.loginScope.name, help: Setting.loginScope.help) var loginScope: [String] = []
  @Option(name: Setting.tokenStore.name, help: Setting.tokenStore.help) var tokenStore: String?
  @Option(name: Setting.store.name, help: Setting.store.help) var store: String?
  @Option(name: Setting.storeKeys.name, help: Setting.storeKeys.help) var storeKeys: String?
  @Option(name: Setting.spec.name, help: Setting.spec.help) var spec: [String] = []
  @Option(name: Setting.overlay.name, help: Setting.overlay.help) var overlay: [String] = []
  @Flag(name: Setting.allowPrivateSpec.name, help: Setting.allowPrivateSpec.help) var allowPrivateSpec = false
  @Option(name: Setting.include.name, help: Setting.include.help) var include: [String] = []
  @Option(name: Setting.exclude.name, help: Setting.exclude.help) var exclude: [String] = []
  @Flag(name: Setting.readOnly.name, help: Setting.readOnly.help) var readOnly = false
  @Option(name: Setting.tools.name, help: Setting.tools.help) var tools: String?
  @Option(name: Setting.dialect.name, help: Setting.dialect.help) var dialect: String?
  @Option(name: Setting.maxResultBytes.name, help: Setting.maxResultBytes.help) var maxResultBytes: String?
  @Option(name: Setting.uploadRoot.name, help: Setting.uploadRoot.help) var uploadRoot: String?
  @Option(name: Setting.docs.name, help: Setting.docs.help) var docs: String?
  @Flag(name: Setting.noDocsTools.name, help: Setting.noDocsTools.help) var noDocsTools = false
  @Flag(name: Setting.strict.name, help: Setting.strict.help) var strict = false
  @Option(name: Setting.config.name, help: Setting.config.help) var config: String?
  @Option(name: Setting.secrets.name, help: Setting.secrets.help) var secrets: String?
  @Flag(name: Setting.noStepUp.name, help: Setting.noStepUp.help) var noStepUp = false
  @Flag(name: Setting.openBrowser.name, inversion: .prefixedNo, help: Setting.openBrowser.help) var openBrowser: Bool?
  @Option(name: Setting.audit.name, help: Setting.audit.help) var audit: String?
  @Option(name: Setting.publicURL.name, help: Setting.publicURL.help) var publicURL: String?
  @Option(name: Setting.era.name, help: Setting.era.help) var era: String?
  @Option(name: Setting.timeout.name, help: Setting.timeout.help) var timeout: String?
  @Option(name: Setting.caFile.name, help: Setting.caFile.help) var caFile: String?
  @Option(name: Setting.proxy.name, help: Setting.proxy.help) var proxy: String?
  @Flag(name: Setting.allowHTTPBackend.name, help: Setting.allowHTTPBackend.help) var allowHTTPBackend = false
  @Option(name: Setting.logLevel.name, help: Setting.logLevel.help) var logLevel: String?

  /// The options given, as text.
  var values: [Setting: [String]] {
    var values: [Setting: [String]] = [:]
    for setting in Setting.allCases {
      let texts = texts(setting)
      if !texts.isEmpty { values[setting] = texts }
    }
    return values
  }

  private func texts(_ setting: Setting) -> [String] {
    switch setting {
    case .backend: backend
    case .sandbox: sandbox ? ["true"] : []
    case .token: []
    case .tokenFile: tokenFile
    case .account: account
    case .loginIssuer: loginIssuer
    case .loginOrigin: loginOrigin
    case .loginClientID: loginClientID
    case .loginClientSecretFile: loginClientSecretFile
    case .loginClientAuth: loginClientAuth
    case .loginScope: loginScope
    case .tokenStore: [tokenStore].compactMap(\.self)
    case .store: [store].compactMap(\.self)
    case .storeKeys: [storeKeys].compactMap(\.self)
    case .spec: spec
    case .overlay: overlay
    case .allowPrivateSpec: allowPrivateSpec ? ["true"] : []
    case .include: include
    case .exclude: exclude
    case .readOnly: readOnly ? ["true"] : []
    case .tools: [tools].compactMap(\.self)
    case .dialect: [dialect].compactMap(\.self)
    case .maxResultBytes: [maxResultBytes].compactMap(\.self)
    case .uploadRoot: [uploadRoot].compactMap(\.self)
    case .docs: [docs].compactMap(\.self)
    case .noDocsTools: noDocsTools ? ["true"] : []
    case .strict: strict ? ["true"] : []
    case .config: [config].compactMap(\.self)
    case .secrets: [secrets].compactMap(\.self)
    case .noStepUp: noStepUp ? ["true"] : []
    case .openBrowser: openBrowser.map { [String($0)] } ?? []
    case .audit: [audit].compactMap(\.self)
    case .publicURL: [publicURL].compactMap(\.self)
    case .era: [era].compactMap(\.self)
    case .timeout: [timeout].compactMap(\.self)
    case .caFile: [caFile].compactMap(\.self)
    case .proxy: [proxy].compactMap(\.self)
    case .allowHTTPBackend: allowHTTPBackend ? ["true"] : []
    case .logLevel: [logLevel].compactMap(\.self)
    }
  }
}

extension Setting {
  var name: NameSpecification { [.customLong(rawValue)] }

  var help: ArgumentHelp {
    let suffix = defaultText.map { " (default: \($0))" } ?? ""
    return ArgumentHelp("\(summary)\(suffix)", valueName: placeholder?.lowercased())
  }
}
