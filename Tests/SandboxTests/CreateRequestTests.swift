import JSON
import Sandbox
import Testing

struct CreateRequestTests {
  @Test(arguments: [
    (" \n", "EOF"), ("{", "unexpected EOF"), ("nul", "unexpected EOF"), (#"{"a":-"#, "unexpected EOF"),
    ("{,}", "invalid character ',' looking for beginning of object key string"),
    (#"{"a":1,}"#, "invalid character '}' looking for beginning of object key string"),
    (#"{"a" 1}"#, "invalid character '1' after object key"),
    (#"{"a":01}"#, "invalid character '1' after object key:value pair"),
    ("[1 2]", "invalid character '2' after array element"),
    ("[1,]", "invalid character ']' looking for beginning of value"),
    ("'a'", #"invalid character '\'' looking for beginning of value"#),
    (#""\x""#, "invalid character 'x' in string escape code"),
    (#""\u12g4""#, #"invalid character 'g' in \u hexadecimal character escape"#),
    ("\"\n\"", #"invalid character '\n' in string literal"#), ("-x", "invalid character 'x' in numeric literal"),
    ("1.x", "invalid character 'x' after decimal point in numeric literal"),
    ("1ex", "invalid character 'x' in exponent of numeric literal"),
    ("tru1", "invalid character '1' in literal true (expecting 'e')"),
    ("é", "invalid character 'Ã' looking for beginning of value"),
    ("7", "json: cannot unmarshal number into Go value of type models.CreateAPIKeyRequest"),
    (
      #"{"name":1,"mode":true}"#,
      "json: cannot unmarshal number into Go struct field CreateAPIKeyRequest.name of type string"
    ),
    (
      #"{"PASSWORD":[1]}"#,
      "json: cannot unmarshal array into Go struct field CreateAPIKeyRequest.password of type string"
    ),
    (
      #"{"expires_in_days":90.0}"#,
      "json: cannot unmarshal number 90.0 into Go struct field CreateAPIKeyRequest.expires_in_days of type int"
    ),
    (
      #"{"expires_in_days":100000000000000000000}"#,
      """
      json: cannot unmarshal number 100000000000000000000 into Go struct field CreateAPIKeyRequest.expires_in_days \
      of type int
      """
    ),
    (
      #"{"mode":{}} trailing"#,
      "json: cannot unmarshal object into Go struct field CreateAPIKeyRequest.mode of type string"
    ),
  ])
  func `a bad body is refused in the decoder's words`(body: String, message: String) {
    let errors = Sandbox().create(body).json["data"]?["errors"]
    #expect(errors == [["key": "unknown", "message": .string(message)]])
  }

  @Test func `endless nesting is refused`() {
    let reply = Sandbox().create(String(repeating: "[", count: 100_000))
    #expect(reply.text.contains("exceeded max depth"))
  }

  @Test(arguments: [
    (#"{"name":"a","name":"b","mode":"read","password":"S3cr3t-Passw0rd!"}"#, "b"),
    (#"{"name":"a","name":null,"mode":"read","password":"S3cr3t-Passw0rd!"}"#, "a"),
    (#"{"name":"a","mode":"read","paſſword":"S3cr3t-Passw0rd!","x":{"name":"z"}}} rest"#, "a"),
    (#"{"name":"\ud83d\ude00\ud83dx","mode":"read","password":"S3cr3t-Passw0rd!"}"#, "😀\u{FFFD}x"),
    (#"{"name":" ","mode":"read","password":"S3cr3t-Passw0rd!"}"#, " "),
  ])
  func `a body is read with tolerance`(body: String, name: String) {
    #expect(Sandbox().create(body).json["data"]?["name"]?.string == name)
  }

  @Test func `a name has 255 characters, whatever their size`() {
    #expect(Sandbox().create(name: String(repeating: "é", count: 255)).id != "")
    #expect(Sandbox().create(name: String(repeating: "é", count: 256)).id == "")
  }

  @Test func `all bad fields are told at once, the mode without its padding`() {
    let reply = Sandbox().create(#"{"mode":" read "}"#)
    #expect(
      reply.json["data"]?["errors"] == [
        ["key": "name", "message": "required"], ["key": "mode", "message": "oneof", "value": "read"],
        ["key": "password", "message": "required"],
      ]
    )
  }

  @Test func `separators of lines are escaped like HTML`() {
    let sandbox = Sandbox()
    sandbox.create(name: "a\u{2028}\u{2029}\u{2030}<")
    #expect(sandbox.send("GET", Sandbox.keys).text.contains(#"a\u2028\u2029"# + "\u{2030}" + #"\u003c""#))
  }
}
