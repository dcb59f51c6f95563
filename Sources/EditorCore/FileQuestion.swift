// What the person must decide about the file: the shell asks, the screen shows it with the
// difference, and the answer goes back to the shell as an effect.

package struct FileQuestion: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    /// Takes over what an earlier session has left, throws it away, or puts it aside.
    case recover, discardRecovered, keepBoth
    /// What the disk says replaces what is here, joins it, or is overwritten by it.
    case reload, merge, overwrite
    case saveElsewhere
    /// Takes the right to edit from another session, or looks on.
    case takeOver, lookOn
    /// Writes the export that was planned.
    case export
    case stay
  }

  package struct Choice: Hashable, Sendable {
    package let key: Unicode.Scalar
    package let text: String
    package let answer: Answer

    package init(_ key: Unicode.Scalar, _ text: String, _ answer: Answer) {
      self.key = key
      self.text = text
      self.answer = answer
    }
  }

  package let title: String
  /// What is the matter, in sentences.
  package let text: String
  /// The texts whose difference is shown; equal ones show none.
  package let before: [UInt8]
  package let after: [UInt8]
  /// The last one is taken by Escape, and must lose nothing.
  package let choices: [Choice]

  package init(
    _ title: String, _ text: String, from before: [UInt8] = [], to after: [UInt8] = [],
    _ choices: [Choice]
  ) {
    self.title = title
    self.text = text
    self.before = before
    self.after = after
    self.choices = choices
  }
}
