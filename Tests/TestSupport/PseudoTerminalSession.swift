// A program in a terminal of its own: keys go in, a screen comes out. Tests wait for what a
// person would wait for, text on the screen, and never for time to pass.

import CPseudoTerminal
import Glibc
import TerminalInterface

/// What did not happen in time, with the screen as it was.
package struct SessionTimeout: Error, CustomStringConvertible {
  package let description: String
}

package enum SessionEnd: Hashable, Sendable {
  case exited(code: Int32)
  case killed(signal: Int32)
}

package final class PseudoTerminalSession: CustomStringConvertible {
  package private(set) var screen: VirtualTerminal
  /// Everything the program has sent.
  package private(set) var output: [UInt8] = []
  /// What the program has found and left of the terminal's modes.
  private let modesBefore: [UInt8]
  private var controller: Int32 = -1
  private var terminal: Int32 = -1
  private let pid: pid_t
  private var end: SessionEnd?

  /// What programs are told in tests, unless said otherwise.
  package static let environment = [
    "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
    "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Starts a program. `arguments` begin with its path; `environment` adds to the usual one
  /// and takes away what it says is empty.
  package init(
    _ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    directory: String? = nil
  ) throws {
    screen = VirtualTerminal(columns: columns, rows: rows)
    let opened = cpty_open(Int32(columns), Int32(rows), &controller, &terminal)
    guard opened >= 0 else {
      throw SessionTimeout(description: "no terminal: errno \(-opened)")
    }
    modesBefore = PseudoTerminalSession.modes(of: terminal)
    let values = PseudoTerminalSession.environment.merging(environment) { _, new in new }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = values.filter { $0.value != "" }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    pid = cpty_spawn(terminal, arguments[0], &words, &variables, directory)
    guard pid > 0 else {
      throw SessionTimeout(description: "\(arguments[0]) did not start: errno \(-pid)")
    }
  }

  deinit {
    if end == nil { kill(-pid, SIGKILL) }
    var (code, signal): (Int32, Int32) = (0, 0)
    while end == nil && cpty_take_end(pid, &code, &signal) == 0 { usleep(1000) }
    if controller >= 0 { close(controller) }
    if terminal >= 0 { close(terminal) }
  }

  private static func modes(of terminal: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    return Array(bytes[..<max(0, Int(cpty_modes(terminal, &bytes, 256)))])
  }

  // MARK: What the person does

  /// Presses keys, in the notation of the key map: `jj<Enter><C-s>`. After each Escape that
  /// keys follow it waits as long as programs need to tell it from an Alt.
  package func press(_ keys: String) throws {
    var pending: [UInt8] = []
    for stroke in try KeyStroke.parse(keys) {
      if pending == [0x1B] {
        type(pending)
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(60)
        while clock.now < end { receive(for: .milliseconds(10)) }
        pending = []
      }
      if stroke.key == .escape {
        type(pending)
        pending = [0x1B]
      } else {
        pending += bytes(of: stroke)
      }
    }
    type(pending)
  }

  package func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(controller, $0.baseAddress, min($0.count, 2048)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      // A program that answers with much must not be kept from it.
      receive(for: .zero)
    }
  }

  package func paste(_ text: String) {
    let isBracketed = screen.modes.contains(2004)
    type(Array((isBracketed ? "\u{1B}[200~\(text)\u{1B}[201~" : text).utf8))
  }

  package enum MouseKey: Int {
    case left = 0
    case middle = 1
    case right = 2
    case wheelUp = 64
    case wheelDown = 65
  }

  package func click(_ button: MouseKey = .left, x: Int, y: Int) {
    mouse(button.rawValue, x, y, "M")
    if button.rawValue < 64 { mouse(button.rawValue, x, y, "m") }
  }

  package func drag(from: (x: Int, y: Int), to: (x: Int, y: Int)) {
    mouse(0, from.x, from.y, "M")
    mouse(32, to.x, to.y, "M")
    mouse(0, to.x, to.y, "m")
  }

  private func mouse(_ code: Int, _ x: Int, _ y: Int, _ final: String) {
    type(Array("\u{1B}[<\(code);\(x + 1);\(y + 1)\(final)".utf8))
  }

  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    _ = cpty_resize(controller, Int32(columns), Int32(rows))
  }

  package func send(signal: Int32) { kill(pid, signal) }

  /// The program runs into an instruction that is none, wherever it is, as a trap of Swift does; where
  /// nobody knows how to do that to it, it gets the signal that a trap raises.
  ///
  /// - Returns: whether that could be done; a system may forbid it.
  package func trap() -> Bool {
    let result = cpty_trap(pid)
    if result == -ENOSYS { send(signal: SIGTRAP) }
    return result == 0 || result == -ENOSYS
  }

  /// The terminal goes away, as when its window is closed.
  package func hangUp() {
    close(controller)
    close(terminal)
    (controller, terminal) = (-1, -1)
  }

  // MARK: What the person sees

  package var description: String { screen.picture }

  /// Whether the program has ever sent this.
  package func hasSent(_ text: String) -> Bool {
    String(decoding: output, as: UTF8.self).contains(text)
  }

  package func wait(untilShown text: String, within limit: Duration = .seconds(20)) throws {
    try wait(until: "“\(text)”", within: limit) { $0.contains(text) }
  }

  package func wait(
    until what: String, within limit: Duration = .seconds(20),
    _ condition: (VirtualTerminal) -> Bool
  ) throws {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while !condition(screen) {
      let hasEnded = takeEnd() != nil
      receive(for: .milliseconds(20))
      if condition(screen) { return }
      guard clock.now < deadline && !hasEnded else {
        let state = end.map { "\($0)" } ?? "running"
        throw SessionTimeout(
          description: "waited for \(what); the program is \(state); the screen:\n\(screen.picture)"
        )
      }
    }
  }

  @discardableResult
  package func waitForEnd(within limit: Duration = .seconds(20)) throws -> SessionEnd {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while true {
      if let end = takeEnd() {
        receive(for: .zero)
        return end
      }
      guard clock.now < deadline else {
        throw SessionTimeout(description: "it did not end; the screen:\n\(screen.picture)")
      }
      receive(for: .milliseconds(5))
    }
  }

  /// What the program has not given back of the terminal: empty when it is as it was.
  package var leftBehind: [String] {
    var left: [String] = []
    if terminal >= 0 && PseudoTerminalSession.modes(of: terminal) != modesBefore {
      left.append("line modes")
    }
    if !screen.isCursorVisible { left.append("hidden cursor") }
    for mode in screen.modes.sorted() where mode > 0 { left.append("mode \(mode)") }
    if screen.pen != VirtualTerminal.Look() { left.append("colours") }
    return left
  }

  private func takeEnd() -> SessionEnd? {
    if end != nil { return end }
    var code: Int32 = -1
    var signal: Int32 = -1
    guard cpty_take_end(pid, &code, &signal) == 1 else { return nil }
    end = signal > 0 ? .killed(signal: signal) : .exited(code: code)
    return end
  }

  /// Takes what the program sends, waiting at most so long for it to begin.
  private func receive(for limit: Duration) {
    guard controller >= 0 else {
      usleep(1000)
      return
    }
    let (seconds, attoseconds) = limit.components
    let milliseconds = Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    var bytes = [UInt8](repeating: 0, count: 65536)
    var polled = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    while poll(&polled, 1, milliseconds) > 0 {
      let count = read(controller, &bytes, bytes.count)
      guard count > 0 else { return }
      output += bytes[..<count]
      screen.receive(bytes[..<count])
      let answers = screen.takeAnswers()
      if !answers.isEmpty { type(answers) }
      if milliseconds > 0 { return }
    }
  }
}

extension VirtualTerminal {
  fileprivate mutating func takeAnswers() -> [UInt8] {
    defer { answers = [] }
    return answers
  }
}
