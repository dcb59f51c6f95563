// What each kind of field may hold, in the words of JSON Schema.

import PipelineModel
import StatesLanguage

enum FieldShape {
  static func of(_ kind: FieldKind) -> JSON {
    switch kind {
    case .line: text(pattern: #"^[^\r\n]+$"#)
    case .text, .code: type("string")
    case .path: object(of: "string", [.init("minLength", .integer(1))])
    case .integer(let range): integer(range)
    case .choice(let choices): .object([.init("enum", .array(choices.map { .string($0) }))])
    case .schedule: text(pattern: #"^(rate|cron)\(.*\)$"#)
    case .retry: retry
    case .layers: array(of: text(pattern: "^arn:"), [.init("maxItems", .integer(5))])
    case .policies: array(of: policy)
    case .environment: environment
    case .paths: array(of: object(of: "string", [.init("minLength", .integer(1))]))
    case .position: position
    case .inputs: inputs
    case .network: network
    case .backend: backend
    }
  }

  private static var retry: JSON {
    let most = 99_999_999
    let settings = object([
      .init(
        "properties",
        .object([
          .init("attempts", integer(0...most)), .init("interval", integer(1...most)),
          .init("backoff", object(of: "number", [.init("minimum", .integer(1))])),
          .init("max-delay", integer(1...31_622_399)),
        ])),
      .init("additionalProperties", .bool(false)),
    ])
    return .object([.init("oneOf", .array([integer(0...most), settings]))])
  }

  private static var policy: JSON {
    .object([
      .init("type", types("string", "object")),
      .init("required", .array([.string("Statement")])),
    ])
  }

  // Lambda API: names of variables.
  private static var environment: JSON {
    object([
      .init("propertyNames", .object([.init("pattern", .string("^[A-Za-z][A-Za-z0-9_]+$"))])),
      .init("additionalProperties", type("string")),
    ])
  }

  private static var position: JSON {
    array(of: integer(0...9999), [.init("minItems", .integer(2)), .init("maxItems", .integer(2))])
  }

  private static var inputs: JSON {
    let input = object(
      [
        .init("properties", .object([.init("default", .bool(true))])),
        .init("additionalProperties", .bool(false)),
      ], orNull: true)
    return object([.init("additionalProperties", input)])
  }

  private static var network: JSON {
    let filter: JSON = .object([
      .init("type", types("string", "array")), .init("items", type("string")),
    ])
    return object([
      .init(
        "properties",
        .object([
          .init("vpc", text(pattern: "^vpc-")),
          .init("subnets", object([.init("additionalProperties", filter)])),
          .init("outbound", array(of: type("string"))),
        ])),
      .init("required", .array([.string("vpc")])),
      .init("additionalProperties", .bool(false)),
    ])
  }

  private static var backend: JSON {
    object([
      .init("minProperties", .integer(1)), .init("maxProperties", .integer(1)),
      .init("additionalProperties", type("object")),
    ])
  }
}

// MARK: - Words of JSON Schema

func type(_ name: String) -> JSON { object(of: name, []) }

func types(_ names: String...) -> JSON { .array(names.map { .string($0) }) }

func object(of type: String, _ members: [JSON.Member]) -> JSON {
  .object([.init("type", .string(type))] + members)
}

func object(_ members: [JSON.Member], orNull: Bool = false) -> JSON {
  .object([.init("type", orNull ? types("object", "null") : .string("object"))] + members)
}

func array(of item: JSON, _ members: [JSON.Member] = [], orNull: Bool = false) -> JSON {
  .object(
    [.init("type", orNull ? types("array", "null") : .string("array")), .init("items", item)]
      + members)
}

func integer(_ range: ClosedRange<Int>) -> JSON {
  object(
    of: "integer",
    [.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))])
}

func text(pattern: String) -> JSON { object(of: "string", [.init("pattern", .string(pattern))]) }
