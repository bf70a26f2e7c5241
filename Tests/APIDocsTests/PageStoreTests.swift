import OpenAPI
import Testing

@testable import APIDocs

/// The texts of pages that are kept.
struct PageStoreTests {
  private func store(_ description: String, maximumSize: Int) throws -> PageStore {
    let schemas = (0..<40).map {
      "S\($0): {type: object, description: '\(description)', properties: {a: {type: string}}}"
    }
    let document = try APIDocument(
      reading: """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        paths: {}
        components: {schemas: {\(schemas.joined(separator: ", "))}}
        """
    )
    return PageStore(document: document, tools: [], guides: [], addresses: PageAddresses(), maximumSize: maximumSize)
  }

  @Test func `kept texts stay below the limit, and every page can be read again`() throws {
    let store = try store("Words.", maximumSize: 2_000)
    for _ in 0..<3 {
      for number in 0..<40 {
        #expect(try #require(store.text(of: .schema("S\(number)"))).parts[0].hasPrefix("# S\(number)\n"))
        #expect(store.keptSize <= 2_000)
      }
    }
    #expect(store.keptSize > 0)
    #expect(store.written.count == 40)
    #expect(store.size(of: .schema("S0")) == store.text(of: .schema("S0"))?.parts[0].utf8.count)
  }

  @Test func `a page that is no longer kept still tells that it has changed`() throws {
    let (old, same, new) = try (
      store("A.", maximumSize: 500), store("A.", maximumSize: 500), store("B.", maximumSize: 500)
    )
    for number in 0..<40 { old.note(.schema("S\(number)")) }
    for (page, mark) in old.written {
      #expect(same.mark(of: page) == mark)
      #expect(new.mark(of: page) != mark)
    }
  }

  @Test func `a text that is larger than the limit is not kept`() throws {
    let store = try store("A.", maximumSize: 10)
    #expect(store.text(of: .schema("S1")) != nil)
    #expect(store.keptSize == 0)
  }
}
