// Diagnostics as people and as programs read them.
// The line form is `file:line:column: error: what — what mends it`; the JSON form is one object.

import Diagnostics
import PipelineFile
import StatesLanguage

/// Diagnostics of one document, with what is needed to say where they are.
struct DiagnosticReport {
  /// The document's path as the person gave it.
  let path: String
  let bytes: [UInt8]
  let file: SilFile
  let diagnostics: [Diagnostic]

  private struct Location {
    var path: String
    /// `nil`: the document as a whole, or a file that was not read.
    var line: Int?
    var column: Int?
  }

  /// One line for each; on a terminal the line of the file follows, with a caret.
  func lines(color: Bool, excerpts: Bool) -> String {
    let table = LineTable(bytes)
    return diagnostics.map { diagnostic in
      let location = location(of: diagnostic, table)
      var head = location.path
      if let line = location.line, let column = location.column { head += ":\(line):\(column)" }
      let severity = diagnostic.severity.rawValue
      let tone = diagnostic.isError ? "31" : "33"
      let word = color ? "\u{1B}[1;\(tone)m\(severity)\u{1B}[0m" : severity
      let line = "\(visible(head)): \(word): \(diagnostic.message) — \(diagnostic.mend)\n"
      return line + (excerpts ? excerpt(of: diagnostic, table) : "")
    }.joined()
  }

  func json() -> [JSON] {
    let table = LineTable(bytes)
    return diagnostics.map { diagnostic in
      let location = location(of: diagnostic, table)
      return .object([
        JSON.Member("severity", .string(diagnostic.severity.rawValue)),
        JSON.Member("code", .string(diagnostic.code)),
        JSON.Member("message", .string(diagnostic.message)),
        JSON.Member("mend", .string(diagnostic.mend)),
        JSON.Member("file", .string(location.path)),
        JSON.Member("line", location.line.map { .integer($0) } ?? .null),
        JSON.Member("column", location.column.map { .integer($0) } ?? .null),
      ])
    }
  }

  private func location(of diagnostic: Diagnostic, _ table: LineTable) -> Location {
    switch diagnostic.place {
    case .file(let other, let line, let column):
      return Location(path: folder(of: path) + other, line: line, column: column)
    case .some(let place):
      guard let range = file.range(of: place) else { return Location(path: path) }
      let start = table.location(at: range.lowerBound)
      return Location(path: path, line: start.line, column: start.column)
    case nil:
      return Location(path: path)
    }
  }

  private func excerpt(of diagnostic: Diagnostic, _ table: LineTable) -> String {
    guard let place = diagnostic.place, let range = file.range(of: place) else { return "" }
    let line = table.line(at: range.lowerBound)
    let content = table.content(ofLine: line)
    let text = visible(String(decoding: bytes[content], as: UTF8.self))
    let before = String(decoding: bytes[content.lowerBound..<range.lowerBound], as: UTF8.self)
    let number = String(line + 1)
    let margin = String(repeating: " ", count: number.count)
    return " \(number) │ \(text)\n \(margin) │ "
      + String(repeating: " ", count: visible(before).unicodeScalars.count) + "^\n"
  }
}

/// The folder part of a path with its slash, or nothing.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return String(path[...slash])
}

/// A text that moves no cursor: control characters are shown as `�`, tabs as one blank.
func visible(_ text: String) -> String {
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    let isBidi =
      (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    shown.append(scalar == "\t" ? " " : isControl || isBidi ? "\u{FFFD}" : scalar)
  }
  return String(shown)
}
