// Values of a pipeline file as JSON and back.

import CloudExport
import PipelineModel
import StatesLanguage
import Testing

@Test func `a value is the same value in JSON`() throws {
  let text = #"{"b":[null,true,-3,1.50,1e400,"é"],"a":{"":{}}}"#
  let json = try JSON.parse(Array(text.utf8))
  let value: Value = .mapping([
    .init(
      "b",
      .list([
        .null, .boolean(true), .integer(-3), .decimal("1.50"), .decimal("1e400"), .text("é"),
      ])), .init("a", .mapping([.init("", .mapping([]))])),
  ])
  #expect(Value(json) == value)
  #expect(JSON(value) == json)
}
