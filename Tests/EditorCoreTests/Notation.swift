// Pipelines and editors in one line of text: what the steps take and wait for.

import EditorCore
import PipelineModel
import TestSupport
import Testing

/// The notation of `pipeline(_:)`, and more: "c<-a+b" takes two outputs by position, "c<-rows:a" one
/// by name, "c<-a.x" a part, "c<-$date" an input, "c<-=" a constant; "d<~c" and "d<-a~c" wait for c
/// without taking its output; "?x" is a name that no step has.
func picture(of pipeline: Pipeline) -> String {
  pipeline.steps.map { step in
    let arguments = step.arguments.map { argument in
      (argument.name.map { $0 + ":" } ?? "") + picture(of: argument.source, in: pipeline)
    }
    let needs = step.needs.map { picture(of: $0, in: pipeline) }
    let taken = arguments.isEmpty ? "" : "<-" + arguments.joined(separator: "+")
    let waited = needs.isEmpty ? "" : (taken.isEmpty ? "<~" : "~") + needs.joined(separator: "+")
    return step.name + taken + waited
  }.joined(separator: ", ")
}

private func picture(of source: ArgumentSource, in pipeline: Pipeline) -> String {
  switch source {
  case .step(let reference, let pick):
    picture(of: reference, in: pipeline) + (pick.map { "." + $0 } ?? "")
  case .input(let name, let pick): "$" + name + (pick.map { "." + $0 } ?? "")
  case .constant: "="
  }
}

private func picture(of reference: StepReference, in pipeline: Pipeline) -> String {
  switch reference {
  case .step: pipeline.name(of: reference)
  case .unknown(let name): "?" + name
  }
}

extension Editor {
  init(_ picture: String) { self.init(TestSupport.pipeline(picture)) }

  /// The id of the step with this name; the test fails when there is none.
  func id(_ name: String) throws -> StepID { try #require(pipeline.step(named: name)?.id) }

  var picture: String { EditorCoreTests.picture(of: pipeline) }

  mutating func select(_ name: String) throws { select(try id(name)) }

  mutating func setSource(
    of name: String, _ place: Int, _ source: ArgumentSource
  ) throws {
    try setArgument(of: try id(name), at: place, to: source)
  }
}

/// Performs a change on a pipeline and compares pictures; then undoes, redoes and undoes it again.
func expectChange(
  _ before: String, _ after: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ change: (inout Editor) throws -> Void
) throws {
  var editor = Editor(before)
  try change(&editor)
  #expect(editor.picture == after, sourceLocation: sourceLocation)
  try expectUndoable(editor, to: pipeline(before), sourceLocation: sourceLocation)
}

/// Everything done undoes to the start, redoes to the same, and undoes again.
func expectUndoable(
  _ editor: Editor, to start: Pipeline, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var editor = editor
  let end = editor.pipeline
  while editor.history.undoLabel != nil { try editor.undo() }
  #expect(editor.pipeline == start, sourceLocation: sourceLocation)
  #expect(!editor.isModified, sourceLocation: sourceLocation)
  while editor.history.redoLabel != nil { try editor.redo() }
  #expect(editor.pipeline == end, sourceLocation: sourceLocation)
  while editor.history.undoLabel != nil { try editor.undo() }
  #expect(editor.pipeline == start, sourceLocation: sourceLocation)
}

/// Expects the change to be refused with this text and the document to stay.
func expectRefusal(
  _ before: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ change: (inout Editor) throws -> Void
) throws {
  var editor = Editor(before)
  let refusal = try #require(throws: Refusal.self, sourceLocation: sourceLocation) {
    try change(&editor)
  }
  #expect(refusal.text == text, sourceLocation: sourceLocation)
  #expect(editor.picture == picture(of: pipeline(before)), sourceLocation: sourceLocation)
  #expect(editor.history.undoLabel == nil, sourceLocation: sourceLocation)
}
