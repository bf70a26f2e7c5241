import APIDocs
import APITools
import DocsTools
import Logging
import MCP
import OpenAPI
import ProcessEnvironment
import Settings

extension Startup {
  /// Reads the folder of guides, and logs the files in it that are none.
  ///
  /// - Throws: The reason why there is no such folder.
  func guides() throws(CommandFailure) -> Guides {
    guard let folder = settings.docs else { return .none }
    let guides: Guides
    do throws(SiblingFileError) { guides = try GuideFolder.read(folder) } catch {
      throw .usage("--docs: there is no folder \(folder) that can be opened")
    }
    for problem in guides.problems {
      logger.warning("a guide is left out: \(problem)", metadata: ["folder": "\(folder)"])
    }
    if guides.all.isEmpty {
      logger.warning("no guide is served: no file ends in .md", metadata: ["folder": "\(folder)"])
    }
    return guides
  }

  /// The tools for the documentation; logs names that operations have taken from them.
  func docsTools(_ library: DocsLibrary, besides tools: APITools) -> DocsTools {
    let taken = Set(tools.entries.map(\.name)).union(tools.tools.map(\.name))
    let docsTools = DocsTools(library, besides: taken, dialect: settings.dialect)
    for (wanted, name) in docsTools.renamed {
      logger.notice("an operation is named \(wanted), so the tool for the documentation is \(name)")
    }
    return docsTools
  }
}
