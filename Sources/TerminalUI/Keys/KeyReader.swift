// Collects the keys of one command: a count, then keys until they name a command or nothing.
// Reads no clock: times are passed in.

import TerminalInterface

struct KeyReader: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    case command(String, count: Int?)
    /// More keys are waited for.
    case pending
    /// The person asks what may follow.
    case showContinuations
    /// Keys that mean nothing, and are forgotten.
    case unknown([KeyStroke])
    /// Escape took back what was typed.
    case cancelled
  }

  private(set) var count: Int?
  private(set) var keys: [KeyStroke] = []
  /// When the last key of an unfinished command came, in milliseconds.
  private(set) var since = 0

  var isEmpty: Bool { count == nil && keys.isEmpty }

  /// What has been typed so far, as it is shown.
  var label: String { (count.map(String.init) ?? "") + KeyMap.label(keys) }

  mutating func read(_ stroke: KeyStroke, in map: KeyMap, at time: Milliseconds) -> Outcome {
    if stroke == KeyStroke(.escape), !isEmpty {
      self = KeyReader()
      return .cancelled
    }
    if keys.isEmpty, let digit = digit(stroke) {
      count = min((count ?? 0) * 10 + digit, 9999)
      return .pending
    }
    let typed = keys + [stroke]
    switch map.meaning(of: typed) {
    case .command(let name):
      let outcome = Outcome.command(name, count: count)
      self = KeyReader()
      return outcome
    case .prefix:
      keys = typed
      since = time
      return .pending
    case .nothing:
      if !keys.isEmpty && stroke == KeyStroke("?") { return .showContinuations }
      self = KeyReader()
      return .unknown(typed)
    }
  }

  mutating func clear() { self = KeyReader() }

  /// A count begins with 1 to 9.
  private func digit(_ stroke: KeyStroke) -> Int? {
    guard let scalar = stroke.typed, scalar.value >= 0x30, scalar.value <= 0x39 else { return nil }
    let digit = Int(scalar.value) - 0x30
    return digit == 0 && count == nil ? nil : digit
  }
}
