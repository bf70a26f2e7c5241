@testable import DocsSearch
import JSON
import OpenAPI
import TestSupport
import Testing

/// The search over the pages of a small document.
struct SearchTests {
  private static let document = """
    {"openapi": "3.1.0", "info": {"title": "Zoo", "version": "1"},
     "x-mcp": {"synonyms": [["utente", "user"], "bestia, animal", 5, ["alone"]]},
     "tags": [{"name": "Animals", "description": "Everything that lives here."}],
     "paths": {
       "/animals": {
         "get": {"operationId": "listAnimals", "summary": "List animals", "tags": ["Animals"], "responses": {}},
         "post": {"operationId": "createAnimal", "summary": "Create animal", "tags": ["Animals"],
           "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Animal"}}}},
           "responses": {"409": {"description": "Already there", "content": {"application/json": {
             "example": {"errors": [{"message": "max_animals_reached"}], "old_token": "canary-of-an-example"}}}}}}},
       "/animals/{id}": {
         "delete": {"operationId": "deleteAnimal", "summary": "Delete animal", "responses": {}}},
       "/logs": {"get": {"operationId": "logs", "summary": "List logs", "description": "Logs of all.", "responses": {}}},
       "/session": {"post": {"operationId": "login", "summary": "Login", "responses": {}}},
       "/users/{id}/avatar": {"get": {"operationId": "avatar", "summary": "Avatar of a user", "responses": {}}}},
     "components": {"schemas": {"Animal": {"type": "object", "properties": {
       "stable_number": {"type": "integer", "description": "Where it sleeps."}}}}}}
    """

  private let index: SearchIndex

  init() throws {
    let document = try APIDocument(reading: Self.document)
    let operations = document.operations.map {
      SearchedDocument.Offered(name: $0.operationID ?? "", title: $0.summary, operation: $0)
    }
    let searched = SearchedDocument(document: document, operations: operations)
    index = SearchIndex(searched.entries, synonyms: .general(adding: searched.synonyms))
  }

  private func first(_ query: String, kinds: Set<PageKind> = []) -> String? {
    index.search(query, kinds: kinds, limit: 3).hits.first.map { index.entries[$0.entry].name }
  }

  @Test(
    arguments: [
      ("list animals", "listAnimals"), ("animals", "listAnimals"), ("create animal", "createAnimal"),
      ("remove an animal", "deleteAnimal"), ("add animals", "createAnimal"), ("log in", "login"),
      ("sign in", "login"), ("logs", "logs"), ("profile picture", "avatar"), ("anmals", "listAnimals"),
      ("stable_number", "createAnimal"), ("max_animals_reached", "createAnimal"), ("409", "createAnimal"),
      ("utenti", "avatar"), ("bestie", "listAnimals"), ("schema of an animal", "Animal"),
      ("take the animal; remove it; delete animal", "deleteAnimal"), ("avat", "avatar"),
    ]
  )
  func `a question finds its page`(_ query: String, _ name: String) { #expect(first(query) == name) }

  @Test func `a kind narrows the search`() {
    #expect(first("animal", kinds: [.schema]) == "Animal")
    #expect(first("animal", kinds: [.tag]) == "Animals")
    #expect(index.search("animal", kinds: [.tag], limit: 3).count == 1)
  }

  @Test func `nothing is found for words that mean nothing`() {
    for query in ["", "  ", ";|;", "the of and", "qqqqqq"] {
      #expect(index.search(query, limit: 3).count == 0, "\(query)")
    }
  }

  @Test func `a hit has the heading and the words of its passage`() throws {
    let hit = try #require(index.search("409 max animals", limit: 1).hits.first)
    #expect(index.passage(of: hit)?.heading == "Errors")
    #expect(index.excerpt(of: hit) == "409: max_animals_reached")
    let field = try #require(index.search("stable_number", limit: 1).hits.first)
    #expect(index.excerpt(of: field) == "stable_number: Where it sleeps.")
  }

  @Test func `examples of secrets are neither found nor shown`() {
    #expect(index.search("canary", limit: 3).count == 0)
  }

  @Test func `pages of results follow each other`() {
    let all = index.search("animal", limit: 10).hits.map(\.entry)
    let parts = (0..<all.count).flatMap { index.search("animal", from: $0, limit: 1).hits.map(\.entry) }
    #expect(all.count > 3)
    #expect(parts == all)
  }

  @Test func `an excerpt is cut around the words that matched`() {
    let text = String(repeating: "filler ", count: 200) + "the needle is here " + String(repeating: "more ", count: 200)
    let excerpt = Excerpt.of(text, around: ["needl"], limit: 80)
    #expect(excerpt.contains("needle"))
    #expect(excerpt.count <= 84)
  }
}
