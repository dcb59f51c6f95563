// The pipeline file as it would be saved, and what saving would change. Made only while one of the
// two is shown, and again only when the document has changed. How a file is written is the shell's.

package import EditorCore
package import PipelineModel
import YAMLSyntax

/// The bytes of the file that says a pipeline, patched into what was typed last where something was,
/// or why it can't be written.
package typealias FileWriter = @Sendable (Pipeline, TypedText?) -> Result<[UInt8], Refusal>

struct FileText: Sendable {
  struct ChangeLine: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case same, added, removed, gap }
    let kind: Kind
    let text: String
  }

  private(set) var lines: [String] = []
  /// Lines of each step, from 0.
  private(set) var ranges: [StepID: Range<Int>] = [:]
  private(set) var changes: [ChangeLine] = []
  /// Why there is no text.
  private(set) var reason: String?
  private var made: Made?

  /// What the texts were made of.
  private struct Made: Hashable, Sendable {
    let revision: Int
    let isModified: Bool
  }

  mutating func update(_ editor: Editor, _ write: FileWriter?) {
    let now = Made(revision: editor.revision, isModified: editor.isModified)
    guard made != now else { return }
    self = FileText()
    made = now
    guard let write else {
      reason = "the file can't be shown here"
      return
    }
    do {
      let bytes = try write(editor.pipeline, editor.history.typedText).get()
      lines = FileText.split(bytes)
      ranges = FileText.ranges(bytes, editor.pipeline)
      let saved = FileText.split(try write(editor.savedPipeline, editor.savedTypedText).get())
      changes = FileText.changes(from: saved, to: lines)
    } catch {
      reason = error.text
    }
  }

  static func split(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
  }

  private static func ranges(_ bytes: [UInt8], _ pipeline: Pipeline) -> [StepID: Range<Int>] {
    guard let steps = YAMLDocument.read(bytes).document?.root?["steps"]?.resolved else {
      return [:]
    }
    var ids: [String: StepID] = [:]
    for step in pipeline.steps { ids[step.name] = step.id }
    var ranges: [StepID: Range<Int>] = [:]
    var line = 0
    var offset = 0
    func advance(to end: Int) -> Int {
      for byte in bytes[offset..<max(offset, end)] where byte == 0x0A { line += 1 }
      offset = max(offset, end)
      return line
    }
    for entry in steps.entries {
      let first = advance(to: entry.key.range.lowerBound)
      // A block ends behind its last line end.
      let last = advance(to: max(entry.key.range.upperBound, entry.value.range.upperBound - 1))
      if let id = ids[entry.key.text] { ranges[id] = first..<last + 1 }
    }
    return ranges
  }

  /// The changed lines with two lines around them.
  static func changes(from old: [String], to new: [String]) -> [ChangeLine] {
    let difference = LineDiff(from: old, to: new)
    var all: [ChangeLine] = []
    var (removed, added) = (difference.removed[...], difference.added[...])
    var (oldLine, newLine) = (0, 0)
    while oldLine < old.count || newLine < new.count {
      if removed.first == oldLine {
        all.append(ChangeLine(kind: .removed, text: old[oldLine]))
        removed.removeFirst()
        oldLine += 1
      } else if added.first == newLine {
        all.append(ChangeLine(kind: .added, text: new[newLine]))
        added.removeFirst()
        newLine += 1
      } else if newLine < new.count {
        all.append(ChangeLine(kind: .same, text: new[newLine]))
        oldLine += 1
        newLine += 1
      } else {
        preconditionFailure("the old text has lines that are neither removed nor kept")
      }
    }
    return shortened(all, around: 2)
  }

  private static func shortened(_ all: [ChangeLine], around context: Int) -> [ChangeLine] {
    var isShown = [Bool](repeating: false, count: all.count)
    for index in all.indices where all[index].kind != .same {
      for near in max(0, index - context)...min(all.count - 1, index + context) {
        isShown[near] = true
      }
    }
    var lines: [ChangeLine] = []
    for index in all.indices {
      if isShown[index] {
        lines.append(all[index])
      } else if index > 0, isShown[index - 1], isShown[index...].contains(true) {
        lines.append(ChangeLine(kind: .gap, text: ""))
      }
    }
    return lines
  }
}
