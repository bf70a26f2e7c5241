import Testing

@testable import WebServer

struct CookieFieldTests {
  @Test func `a cookie has the values of its name alone, in the order of the fields`() {
    let fields = ["other=1; id=a; identity=2", "id=b=c;id=; id", "xid=3"]
    #expect(CookieField.values(of: "id", in: fields) == ["a", "b=c", ""])
    #expect(CookieField.values(of: "id", in: []) == [])
  }
}
