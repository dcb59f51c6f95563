// What one step has printed in one run, as far as it is kept for the screen: the newest lines.
// The oldest ones go first; what a person wants of them is in the run's folder.

package import RunScheduler

package struct RunLog: Sendable {
  package static let mostLines = 2000
  /// Bytes of text.
  package static let mostBytes = 262_144

  package struct Line: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case output, errors
      /// Said by the run, not by the step.
      case note
      /// How it failed, and the lines of the traceback.
      case failure, trace
    }

    package let text: String
    package let kind: Kind
    /// The line of code that it is about.
    package let place: StepFailure.SourcePlace?

    package init(
      _ text: String, _ kind: Kind, place: StepFailure.SourcePlace? = nil
    ) {
      self.text = text
      self.kind = kind
      self.place = place
    }
  }

  /// The oldest first.
  package private(set) var lines: [Line] = []
  /// How many lines were there before the oldest one that is kept.
  package private(set) var dropped = 0
  private var bytes = 0

  package init() {}

  /// Lines are numbered from 0, those that are gone included.
  package var numbers: Range<Int> { dropped..<dropped + lines.count }

  /// - Precondition: `number` is one of `numbers`.
  package subscript(number: Int) -> Line { lines[number - dropped] }

  /// - Complexity: O(1) on average.
  package mutating func append(_ line: Line) {
    lines.append(line)
    bytes += line.text.utf8.count
    // Many at once, so that each line is moved about once.
    if lines.count > Self.mostLines * 5 / 4 || bytes > Self.mostBytes * 5 / 4 { drop() }
  }

  private mutating func drop() {
    var count = max(0, lines.count - Self.mostLines)
    bytes -= lines[..<count].reduce(0) { $0 + $1.text.utf8.count }
    while bytes > Self.mostBytes, count < lines.count - 1 {
      bytes -= lines[count].text.utf8.count
      count += 1
    }
    lines.removeFirst(count)
    dropped += count
  }

  mutating func append(_ failure: StepFailure) {
    append(Line("\(failure.errorType): \(failure.errorMessage)", .failure, place: failure.place))
    for entry in failure.stackTrace {
      for text in entry.split(separator: "\n") {
        append(Line(String(text), .trace, place: Self.place(in: text)))
      }
    }
  }

  /// The place that a line such as `File "steps/clean.py", line 12, in clean` names.
  static func place(in text: Substring) -> StepFailure.SourcePlace? {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].hasSuffix("File "), let rest = parts.last,
      rest.hasPrefix(", line ")
    else { return nil }
    guard let line = Int(rest.dropFirst(7).prefix { $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return StepFailure.SourcePlace(
      file: parts[1..<parts.count - 1].joined(separator: "\""), line: line)
  }
}
