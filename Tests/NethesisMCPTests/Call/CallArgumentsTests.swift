import Assembly
import JSON
import NethesisMCP
import ProcessEnvironment
import Testing

struct CallArgumentsTests {
  private static let neither =
    "an argument is name=value or name:=json, and one of those given is neither; name=backup, for example, gives the "
    + "argument name the value backup"

  private static let tool = CallableTool(
    name: "make",
    inputSchema: [
      "properties": [
        "name": ["type": "string"],
        "days": ["type": ["integer", "null"]],
        "ratio": ["type": "number"],
        "force": ["type": "boolean"],
        "either": ["type": ["integer", "string"]],
        "tags": ["type": "array"],
        "any": [:],
        "password": ["type": "string"],
        "size": ["anyOf": [["type": "integer"], ["type": "null"]]],
        "count": ["$ref": "#/$defs/Count"],
        "level": ["enum": [1, 2, "3"]],
        "on": ["const": true],
        "mixed": ["oneOf": [["type": "boolean"], ["$ref": "#/$defs/Count"], ["type": "string", "pattern": "^v"]]],
        "ids": ["type": "array", "items": ["$ref": "#/$defs/Count"]],
        "ids2": ["anyOf": [["type": "array", "items": ["type": "integer"]], ["type": "null"]]],
        "pair": ["type": "array", "prefixItems": [["type": "string"], ["type": "integer"]]],
        "text_or_list": ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]],
        "point": ["$ref": "#/$defs/Point"],
        "nested": ["$ref": "#/$defs/Nested"],
      ],
      "$defs": [
        "Count": ["type": "integer", "minimum": 1],
        "Point": ["type": ["object", "null"], "properties": ["x": ["type": "number"]]],
        "Nested": ["type": "array", "items": ["$ref": "#/$defs/Nested"]],
      ],
    ],
    secretArguments: ["password"]
  )

  @Test(arguments: [
    (["name=backup"], #"{"name":"backup"}"#),
    (["name=30"], #"{"name":"30"}"#),
    (["name="], #"{"name":""}"#),
    (["name=a=b:=c"], #"{"name":"a=b:=c"}"#),
    (["days=30"], #"{"days":30}"#),
    (["days=30.0"], #"{"days":30.0}"#),
    (["ratio=0.10", "force=true"], #"{"ratio":0.10,"force":true}"#),
    (["force=false"], #"{"force":false}"#),
    (["either=3"], #"{"either":"3"}"#),
    (["either:=3"], #"{"either":3}"#),
    (["any=3", "unknown=4"], #"{"any":"3","unknown":"4"}"#),
    ([#"tags:=["a", 1]"#, "days:=null"], #"{"tags":["a",1],"days":null}"#),
    (["days:=9007199254740993"], #"{"days":9007199254740993}"#),
    ([], "{}"),
    ([#"{"name":"a","days":3,"any":{"b":null}}"#], #"{"name":"a","days":3,"any":{"b":null}}"#),
    ([#" { "name" : "a" } "#], #"{"name":"a"}"#), (["{}"], "{}"),
    (["days=null"], #"{"days":null}"#), (["name=null"], #"{"name":"null"}"#),
    (["size=5"], #"{"size":5}"#), (["size=null"], #"{"size":null}"#),
    (["count=5"], #"{"count":5}"#), (["count=0"], #"{"count":0}"#),
    (["level=1"], #"{"level":1}"#), (["level=3"], #"{"level":"3"}"#), (["level=9"], #"{"level":"9"}"#),
    (["on=true"], #"{"on":true}"#),
    (["mixed=true"], #"{"mixed":true}"#), (["mixed=7"], #"{"mixed":7}"#), (["mixed=v7"], #"{"mixed":"v7"}"#),
    (["tags=a"], #"{"tags":["a"]}"#), (["tags=a", "name=n", "tags=b"], #"{"tags":["a","b"],"name":"n"}"#),
    (["ids=1"], #"{"ids":[1]}"#), (["ids=1", "ids=2"], #"{"ids":[1,2]}"#), (["ids=[1, 2]"], #"{"ids":[1,2]}"#),
    (["ids2=4", "ids2=5"], #"{"ids2":[4,5]}"#), (["ids2=null"], #"{"ids2":null}"#),
    (["pair=5", "pair=6"], #"{"pair":["5",6]}"#),
    (["text_or_list=a"], #"{"text_or_list":"a"}"#),
    (["text_or_list=1", "text_or_list=b"], #"{"text_or_list":["1","b"]}"#),
    ([#"point={"x": 1}"#], #"{"point":{"x":1}}"#), (["point=null"], #"{"point":null}"#),
    (["nested=[[]]"], #"{"nested":[[]]}"#),
  ])
  func `words become arguments`(words: [String], arguments: String) throws {
    let given = try CallArguments(words: words)
    #expect(try JSONValue.object(given.arguments(of: Self.tool)).description == arguments)
  }

  @Test(arguments: [
    (["hunter2"], Self.neither),
    (["=x"], Self.neither),
    ([":=1"], "an argument needs a name in front of :="),
    (["days:=thirty"], "what follows days:= is not JSON: unexpected 'h' at byte 1; text goes with days=value"),
    (["a=1", "a:=1"], "the argument a is given twice"),
    (["{a"], "the arguments begin with { and are not a JSON object: unexpected 'a' at byte 1"),
    (["{}", "a=1"], Self.neither),
    (["days=many"], #"the argument days has to be of type integer, not "many"; JSON goes with days:=json"#),
    (["days=1.5"], #"the argument days has to be of type integer, not "1.5"; JSON goes with days:=json"#),
    (["force=yes"], #"the argument force has to be of type boolean, not "yes"; JSON goes with force:=json"#),
    (["point=a"], #"the argument point has to be of type object, not "a"; JSON goes with point:=json"#),
    (["days=1", "days=2"], "the argument days is given twice"),
    (["any=1", "any=2"], "the argument any is given twice"),
    (["tags=1", "tags:=[2]"], "the argument tags is given twice"),
  ])
  func `words that cannot be read are wrong usage`(words: [String], message: String) {
    let error = #expect(throws: CommandFailure.self) {
      try CallArguments(words: words).arguments(of: Self.tool)
    }
    #expect(error == .usage(message))
  }

  @Test func `an object and words are joined, and may not repeat each other`() throws {
    let given = try CallArguments(words: ["days=3"], object: ["name": "a", "days2": 1])
    #expect(try given.arguments(of: Self.tool) == ["name": "a", "days2": 1, "days": 3])
    #expect(throws: CommandFailure.usage("the argument days is given twice")) {
      try CallArguments(words: ["days=3"], object: ["days": 1])
    }
  }

  @Test func `the secret becomes the one secret argument`() throws {
    let given = try CallArguments(words: ["name=a"], secret: "s3cret")
    #expect(try given.arguments(of: Self.tool) == ["name": "a", "password": "s3cret"])
    let twice = try CallArguments(words: ["password=x"], secret: "s3cret")
    #expect(throws: CommandFailure.usage("the argument password is given twice: by name and by --password-stdin")) {
      try twice.arguments(of: Self.tool)
    }
  }

  @Test(arguments: [([], "none"), (["a", "b"], "a, b")])
  func `a tool without exactly one secret argument takes no secret`(names: [String], found: String) throws {
    let tool = CallableTool(name: "make", inputSchema: [:], secretArguments: names)
    let message = "--password-stdin is for tools with one secret argument; make has \(found)"
    #expect(throws: CommandFailure.usage(message)) { try CallArguments(words: [], secret: "s").arguments(of: tool) }
  }

  @Test func `a secret is what its schema accepts`() throws {
    let tool = CallableTool(
      name: "make",
      inputSchema: ["properties": ["pin": ["anyOf": [["type": "integer"], ["type": "null"]]]]],
      secretArguments: ["pin"]
    )
    #expect(try CallArguments(words: [], secret: "1234").arguments(of: tool) == ["pin": 1234])
  }

  @Test func `a secret of the wrong type is not repeated`() throws {
    let tool = CallableTool(
      name: "make",
      inputSchema: ["properties": ["pin": ["type": "integer"]]],
      secretArguments: ["pin"]
    )
    #expect(throws: CommandFailure.usage("the argument pin has to be of type integer; JSON goes with pin:=json")) {
      try CallArguments(words: ["pin=s3cret"]).arguments(of: tool)
    }
  }
}
