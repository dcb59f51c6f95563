// The workbench in a test: a pipeline in one line of text, keys by their names, the screen as text.

import Diagnostics
import EditorCore
import PipelineFile
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

final class Desk {
  var app: App
  var columns: Int
  var rows: Int
  private var time = 0
  /// The run that is told of, and tenths of seconds since its start.
  var running: RunPlan?
  var clock = 0

  init(
    _ pipeline: Pipeline, _ columns: Int = 80, _ rows: Int = 24, theme: String = "dark",
    isUTF8: Bool = true, readOnly: String? = nil
  ) throws {
    let editor = Editor(
      pipeline, fileRefusal: readOnly, textWidth: { TerminalInterface.columns(of: $0) })
    app = App(
      editor, fileName: "test.sil", theme: try #require(Theme.builtIn(theme)), isUTF8: isUTF8)
    self.columns = columns
    self.rows = rows
    app.fileWriter = try Desk.fileWriter(pipeline)
    draw()
  }

  /// A document as the program reads it from a file.
  init(_ file: SilFile, _ pipeline: Pipeline, _ problems: [Diagnostic], isUTF8: Bool) throws {
    let isUnderstood = file.isUnderstood
    let editor = Editor(
      pipeline, fileDiagnostics: problems, misreadFile: isUnderstood ? nil : file,
      fileRefusal: isUnderstood ? nil : "not all of test.sil is understood",
      textWidth: { TerminalInterface.columns(of: $0) })
    let theme = try #require(Theme.builtIn("dark"))
    app = App(editor, fileName: "test.sil", theme: theme, isUTF8: isUTF8)
    (columns, rows) = (80, 24)
    app.fileWriter = Desk.fileWriter(file)
    draw()
  }

  convenience init(_ notation: String, _ columns: Int = 80, _ rows: Int = 24) throws {
    try self.init(notation.isEmpty ? Pipeline(name: "test") : pipeline(notation), columns, rows)
  }

  /// Writes as the program does into a file that says the pipeline.
  private static func fileWriter(_ pipeline: Pipeline) throws -> FileWriter {
    fileWriter(SilFile.read(try SilFile.empty.bytes(saying: pipeline)).file)
  }

  private static func fileWriter(_ file: SilFile) -> FileWriter {
    { pipeline, typed in
      do throws(WriteError) {
        return .success(try file.with(typed).bytes(saying: pipeline))
      } catch {
        return .failure(.unavailable(error.text))
      }
    }
  }

  /// What saving would write; `nil` when it can't be written.
  var fileBytes: [UInt8]? {
    let editor = app.editor
    guard let writer = app.fileWriter,
      case .success(let bytes) = writer(editor.pipeline, editor.history.typedText)
    else { return nil }
    return bytes
  }

  /// Presses keys and draws after each, as the program does.
  @discardableResult
  func press(_ keys: String) throws -> [Effect] {
    var effects: [Effect] = []
    for stroke in try KeyStroke.parse(keys.filter { $0 != " " }) {
      effects += app.handle(.key(stroke), at: time)
      time += 10
      draw()
    }
    return effects
  }

  func wait(_ milliseconds: Int) -> Bool {
    time += milliseconds
    return app.tick(at: time)
  }

  @discardableResult
  func draw() -> Screen {
    let screen = app.draw(columns: columns, rows: rows)
    screen.checkInvariants()
    return screen
  }

  var screen: Screen { draw() }

  var picture: String { screen.picture }

  /// A row of the screen, from 0; negative ones count from the end.
  func line(_ row: Int) -> String {
    let lines = screen.lines
    return lines[row < 0 ? lines.count + row : row]
  }

  var message: String { line(-2).trimmed }
  var footer: String { line(-1).trimmed }

  /// The pipeline in the notation of `pipeline(_:)`, names in the order of the file.
  var steps: String {
    let pipeline = app.editor.pipeline
    return pipeline.steps.map { step in
      let taken = step.arguments.compactMap(\.source.reference).map(pipeline.name(of:))
      let needs = step.needs.map(pipeline.name(of:))
      return step.name + (taken.isEmpty ? "" : "<-" + taken.joined(separator: "+"))
        + (needs.isEmpty ? "" : "<~" + needs.joined(separator: "+"))
    }.joined(separator: ", ")
  }

  var selected: String { app.editor.selectedStep?.name ?? "" }
}

extension String {
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
