// The laws of pipeline files, for any bytes: what is read has its place, what is written is what was
// meant, nothing else changes. Used on random files, on found cases and by the fuzzer.

import Diagnostics
import PipelineFile
package import PipelineModel
import YAMLSyntax

package enum FileLaws {
  /// The first law that does not hold, with the texts that show it; `nil` when all hold.
  ///
  /// - Parameter seed: chooses the edits that are tried.
  package static func broken(for bytes: [UInt8], seed: UInt64) -> String? {
    let (file, pipeline, diagnostics) = SilFile.read(bytes)
    if let wrong = misplaced(diagnostics, in: bytes) { return story(wrong, bytes) }
    guard file.isUnderstood else { return nil }
    do {
      guard try file.bytes(saying: pipeline) == bytes else {
        return story("saving without an edit changed bytes", bytes)
      }
      return try brokenByFormatting(file, bytes)
        ?? brokenByEditing(file, pipeline, bytes, seed: seed)
    } catch WriteError.wouldReadDifferently(let text) {
      return story("what was written reads differently (seed \(seed))", bytes, text)
    } catch {
      return story("\(error)", bytes)
    }
  }

  /// Edits that go with a text when nothing else chooses them. After Fowler, Noll and Vo (FNV-1a).
  package static func seed(of bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func brokenByFormatting(_ file: SilFile, _ bytes: [UInt8]) throws -> String? {
    let once = try file.formatted()
    let twice = try SilFile.read(once).file.formatted()
    return once == twice ? nil : story("formatting twice is not as once", bytes, once, twice)
  }

  private static func brokenByEditing(
    _ file: SilFile, _ start: Pipeline, _ bytes: [UInt8], seed: UInt64
  ) throws -> String? {
    var random = SplitMix64(seed: seed)
    var pipeline = start
    var history = EditHistory()
    var edits: [Edit] = []
    let wanted = [1, 1, 1, 2, 3, 6].randomElement(using: &random) ?? 1
    for _ in 0..<wanted * 3 where edits.count < wanted {
      let edit = randomEdit(on: pipeline, using: &random)
      if (try? history.perform("edit", [edit], on: &pipeline)) != nil { edits.append(edit) }
    }
    let written = try file.bytes(saying: pipeline)
    let (again, reread, _) = SilFile.read(written)
    func told(_ wrong: String) -> String {
      story("\(wrong) (seed \(seed))\n\(edits)", bytes, written)
    }
    guard again.isUnderstood else { return told("what was written is not understood") }
    guard outline(reread) == outline(pipeline) else { return told("something else was written") }
    guard try again.bytes(saying: reread) == written else { return told("the second save differs") }
    if edits.count == 1, let edit = edits.first,
      let wrong = EditReach(bytes, start).violation(of: edit, written)
    {
      return told(wrong)
    }
    while history.undo(&pipeline) != nil {}
    return try file.bytes(saying: pipeline) == bytes ? nil : told("undone, the bytes differ")
  }

  private static func misplaced(_ diagnostics: [Diagnostic], in bytes: [UInt8]) -> String? {
    for diagnostic in diagnostics {
      guard case .bytes(let range)? = diagnostic.place else { return "\(diagnostic) has no place" }
      if range.lowerBound < 0 || range.upperBound > bytes.count {
        return "\(diagnostic) is outside"
      }
    }
    return nil
  }

  private static func story(_ wrong: String, _ texts: [UInt8]...) -> String {
    texts.reduce(wrong) { $0 + "\n----\n" + String(decoding: $1, as: UTF8.self) }
  }
}

/// A pipeline without its ids: two that say the same are equal.
package func outline(_ pipeline: Pipeline) -> [String] {
  func named(_ reference: StepReference) -> String { "→" + pipeline.name(of: reference) }
  func source(_ source: ArgumentSource) -> String {
    switch source {
    case .step(let reference, let pick): named(reference) + " \(pick ?? "")"
    case .input(let name, let pick): "input \(name) \(pick ?? "")"
    case .constant(let value): "\(value)"
    }
  }
  let top = PipelineField.allCases.map { "\($0) \(pipeline.fields[$0].map { "\($0)" } ?? "-")" }
  let defaults = StepField.allCases.map { "\($0) \(pipeline.defaults[$0].map { "\($0)" } ?? "-")" }
  return top + defaults
    + pipeline.steps.map { step in
      let fields = StepField.allCases.map { "\(step.fields[$0].map { "\($0)" } ?? "-")" }
      let arguments = step.arguments.map { "\($0.name ?? "") \(source($0.source))" }
      return "\(step.name) \(fields) \(arguments) \(step.needs.map(named))"
    }
}
