// What the person does, as events in the loop: keys, mouse, paste, and the window's size.
// The bytes are decoded by TerminalInterface; here is only the reading and the waiting.

import CPosix
import Glibc
package import TerminalInterface

/// Reads a terminal in an event loop.
package final class TerminalInput {
  let terminal: CursesTerminal
  let loop: EventLoop
  private let handler: ([TerminalEvent]) -> Void
  /// Called once when the terminal has gone.
  package var atEnd: () -> Void = {}
  private var decoder = KeyDecoder()
  private var timer: EventLoop.Timer?
  private var isReading = false
  /// As the handler knows it.
  private var size: (columns: Int, rows: Int)
  /// How long a lone Escape waits for the rest of a sequence.
  private let escapeDelay: Duration

  /// Begins to read. Events that come together are given together, so that a held key is
  /// drawn once.
  package init(
    of terminal: CursesTerminal, in loop: EventLoop,
    _ handler: @escaping ([TerminalEvent]) -> Void
  ) {
    self.terminal = terminal
    self.loop = loop
    self.handler = handler
    size = (terminal.columns, terminal.rows)
    let given = CursesTerminal.environment("ESCDELAY").flatMap { Int($0) } ?? 25
    escapeDelay = .milliseconds(min(max(given, 1), 2000))
    start()
    loop.onSignal(SIGWINCH) { [unowned self] in takeSize() }
  }

  /// Leaves the keys to another program.
  func pause() {
    guard isReading else { return }
    isReading = false
    loop.remove(STDIN_FILENO)
  }

  func start() {
    guard !isReading else { return }
    isReading = true
    loop.onReadable(STDIN_FILENO) { [unowned self] in readBytes() }
  }

  /// Tells the handler when the window has another size now.
  func takeSize() {
    terminal.takeSize()
    let now = (terminal.columns, terminal.rows)
    guard now != size else { return }
    size = now
    handler([.resized(columns: now.0, rows: now.1)])
  }

  /// Gives the terminal back and stops the program, as Ctrl-Z does; takes it again when the
  /// shell continues us. False when nothing could stop us, because no shell would be there to
  /// continue.
  package func stopUntilContinued() -> Bool {
    terminal.suspend()
    let isStopped = cposix_stop_group() == 1
    terminal.resume()
    takeSize()
    return isStopped
  }

  private func readBytes() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else {
      if count < 0 && (errno == EINTR || errno == EAGAIN) { return }
      pause()
      atEnd()
      return
    }
    if let timer { loop.cancel(timer) }
    timer = nil
    give(decoder.decode(bytes[..<count]))
    if decoder.isUndecided {
      timer = loop.after(escapeDelay) { [unowned self] in
        timer = nil
        give(decoder.flush())
      }
    }
  }

  private func give(_ events: [TerminalEvent]) {
    let others = events.filter { event in
      guard case .modeReport(mode: 2026, let setting) = event else { return true }
      terminal.isSynchronized = setting == 1 || setting == 2
      return false
    }
    if !others.isEmpty { handler(others) }
  }
}
