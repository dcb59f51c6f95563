// The JSON Schema of a pipeline file, made from the table of fields (`FieldSchema`).
// It tells less than `check`: what JSON Schema can't say (names of steps, files) is not in it.
// After JSON Schema, draft 2020-12.

import CloudExport
import PipelineModel
import StatesLanguage

enum FileSchema {
  static var document: JSON {
    .object([
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      .init("title", .string("A pipeline of Python steps for AWS Step Functions")),
      .init("type", .string("object")),
      .init("required", .array([.string("pipeline"), .string("steps")])),
      .init("properties", .object(topProperties)),
      .init("additionalProperties", .bool(false)),
      .init("$defs", definitions),
    ])
  }

  private static var topProperties: [JSON.Member] {
    let steps = object([
      .init("description", .string("The steps by name, in the order of the file")),
      .init("minProperties", .integer(1)),
      .init(
        "propertyNames",
        .object([.init("minLength", .integer(1)), .init("maxLength", .integer(80))])),
      .init("additionalProperties", reference("step")),
    ])
    let defaults = object(
      [
        .init("description", .string("What steps take when they say nothing")),
        .init(
          "properties",
          .object(StepField.allCases.map(\.schema).filter(\.isDefaultable).map(member))),
        .init("additionalProperties", .bool(false)),
      ], orNull: true)
    return PipelineField.allCases.map { member($0.schema) }
      + [.init("defaults", defaults), .init("steps", steps)]
  }

  private static var definitions: JSON {
    let needs = array(
      of: reference("name"),
      [
        .init("description", .string("Steps that must finish first, beside those that args name")),
        .init("uniqueItems", .bool(true)),
      ], orNull: true)
    let arguments: JSON = .object([
      .init("description", .string("Arguments of the function, by position or by name")),
      .init("type", types("array", "object", "null")),
      .init("items", reference("argument")),
      .init("additionalProperties", reference("argument")),
    ])
    let step = object([
      .init(
        "properties",
        .object(
          StepField.allCases.map { member($0.schema) }
            + [.init("args", arguments), .init("needs", needs)])),
      .init("oneOf", .array([required("code"), required("source")])),
      .init("additionalProperties", .bool(false)),
    ])
    return .object([
      .init("step", step), .init("argument", argument),
      .init("name", .object([.init("type", types("string", "number", "boolean"))])),
    ])
  }

  /// A mapping with one of the keys of a reference is one; anything else is a constant.
  private static var argument: JSON {
    func form(_ key: String, hasPick: Bool) -> JSON {
      let pick: [JSON.Member] = hasPick ? [.init("pick", type("string"))] : []
      let value: JSON = hasPick ? reference("name") : .bool(true)
      return .object([
        .init("properties", .object([.init(key, value)] + pick)),
        .init("required", .array([.string(key)])),
        .init("additionalProperties", .bool(false)),
      ])
    }
    return .object([
      .init(
        "description",
        .string("{from: STEP}, {input: NAME}, each with pick: a.b[0]; {value: …}; or a constant")),
      .init(
        "if",
        .object([
          .init("type", .string("object")),
          .init("anyOf", .array(["from", "input", "value"].map(required))),
        ])),
      .init(
        "then",
        .object([
          .init(
            "oneOf",
            .array([
              form("from", hasPick: true), form("input", hasPick: true),
              form("value", hasPick: false),
            ]))
        ])),
    ])
  }

  // MARK: Fields

  private static func member(_ field: FieldSchema) -> JSON.Member {
    guard case .object(let shape) = FieldShape.of(field.kind) else {
      preconditionFailure("the shape of a field is no object")
    }
    var words = field.help
    if let unit = field.unit { words += ", in \(unit)" }
    var members: [JSON.Member] = [.init("description", .string(words))]
    if let value = field.defaultValue { members.append(.init("default", JSON(value))) }
    return .init(field.key, .object(members + Array(shape)))
  }

  private static func reference(_ name: String) -> JSON {
    .object([.init("$ref", .string("#/$defs/\(name)"))])
  }

  private static func required(_ key: String) -> JSON {
    .object([.init("required", .array([.string(key)]))])
  }
}
