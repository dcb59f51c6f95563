// What is wrong with a file or a pipeline, where, and how to mend it.
//
// Diagnostics are values that travel to the user. They are not thrown: a draft with
// three mistakes shows three of them and stays editable.

package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable { case error, warning }

  /// A stable name to search by, such as `step-cycle`. Never reworded.
  package var code: String
  package var severity: Severity
  /// What is wrong, in one sentence that names the thing, without a full stop.
  package var message: String
  /// What to do about it, in one imperative sentence, without a full stop.
  package var mend: String
  /// `nil` when it is about the pipeline as a whole.
  package var place: Place?

  package init(
    code: String, severity: Severity, message: String, mend: String, place: Place? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.mend = mend
    self.place = place
  }

  package static func error(
    _ code: String, _ message: String, mend: String, at place: Place? = nil
  ) -> Diagnostic {
    Diagnostic(code: code, severity: .error, message: message, mend: mend, place: place)
  }

  package static func warning(
    _ code: String, _ message: String, mend: String, at place: Place? = nil
  ) -> Diagnostic {
    Diagnostic(code: code, severity: .warning, message: message, mend: mend, place: place)
  }

  package var isError: Bool { severity == .error }
}

/// Where a diagnostic points.
///
/// The model knows its keys and not the file's bytes; the file turns the one into the other
/// (`SilFile.location(of:)`).
package enum Place: Hashable, Sendable {
  /// Bytes of the document that was read.
  case bytes(Range<Int>)
  /// A key of the document, walked from the top, such as `steps`, `clean`, `memory`.
  /// `line` counts the lines of a text value from 0; `nil` is the value as a whole.
  case key([DocumentKey], line: Int? = nil)
  /// Another file, named as the document names it. Line and column count from 1.
  case file(String, line: Int, column: Int)
}

/// One step on the way from the top of a document to one of its values.
package enum DocumentKey: Hashable, Sendable {
  case name(String)
  /// Counted from 0.
  case index(Int)
}

extension Sequence<DocumentKey> {
  /// As messages name a place: `env.TOKEN`, `args[0]`.
  package var written: String {
    var text = ""
    for key in self {
      switch key {
      case .name(let name): text += text.isEmpty ? name : "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
