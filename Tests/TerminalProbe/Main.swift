// A program for the tests of the terminal: shows what comes in, and does on request what
// programs do to terminals, good and bad.

import CursesTerminal
import Glibc
import TerminalInterface

@main final class TerminalProbe {
  private let terminal: CursesTerminal
  private let loop = EventLoop()
  private var input: TerminalInput?
  private var events: [String] = ["ready"]
  /// A frame that was pasted, to be shown in place of the events.
  private var pasted: [Substring]?

  static func main() {
    do {
      let probe = TerminalProbe(try CursesTerminal())
      probe.run()
      print("ended well")
    } catch {
      print("\(error.message): \(error.mend)")
      exit(2)
    }
  }

  private init(_ terminal: CursesTerminal) { self.terminal = terminal }

  private func run() {
    terminal.setLastWords("the work is in the recovery file\n")
    input = TerminalInput(of: terminal, in: loop) { [unowned self] in
      for event in $0 { take(event) }
    }
    input?.atEnd = { [unowned self] in loop.stop() }
    loop.onSignal(SIGTERM) { [unowned self] in loop.stop() }
    loop.beforeWaiting { [unowned self] in draw() }
    loop.run()
    terminal.suspend()
  }

  private func take(_ event: TerminalEvent) {
    switch event {
    case .key(let stroke):
      show("key \(stroke)")
      perform(stroke.description)
    case .mouse(let mouse): show("mouse \(mouse.action) \(mouse.x),\(mouse.y)")
    case .paste(let bytes):
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      pasted = lines.first == "frame" ? Array(lines.dropFirst()) : nil
      show("paste \(bytes.count)")
    case .resized(let columns, let rows): show("resized \(columns)x\(rows)")
    case .focus(let isIn): show("focus \(isIn)")
    case .modeReport: show("report")
    }
  }

  private func show(_ text: String) { events.append(text) }

  private func perform(_ key: String) {
    switch key {
    case "q": loop.stop()
    case "x": exit(3)
    case "T": fatalError("a mistake of ours")
    case "S": raise(SIGSEGV)
    case "l": terminal.redraw()
    case "w": printToStandardError("a library complains\n")
    case "<C-z>": show(input?.stopUntilContinued() == true ? "continued" : "nothing stopped us")
    case "t": loop.after(.milliseconds(5)) { [unowned self] in show("time is up") }
    case "m": sendFromThread()
    case "e":
      do {
        try input?.handOver(to: .editor(opening: "a file")) { [unowned self] in show("\($0)") }
      } catch {
        show("\(error.message)")
      }
    default: break
    }
  }

  private func sendFromThread() {
    let mailbox = loop.mailbox { [unowned self] (text: String) in show(text) }
    Task.detached { mailbox.send("from elsewhere") }
  }

  private func printToStandardError(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  private func draw() {
    var screen = Screen(columns: terminal.columns, rows: terminal.rows)
    if let pasted {
      for (y, line) in pasted.enumerated() {
        let style = Style(
          foreground: .palette(UInt8(y)), background: .palette(UInt8(line.utf8.count)))
        screen.write(String(line), x: 0, y: y, style: style)
      }
      return terminal.draw(screen)
    }
    let frame = Style(foreground: .palette(4), attributes: .bold)
    let last = screen.rows - 1
    screen.write(
      "╭" + String(repeating: "─", count: screen.columns - 2) + "╮", x: 0, y: 0, style: frame)
    screen.write(
      "╰" + String(repeating: "─", count: screen.columns - 2) + "╯", x: 0, y: last, style: frame)
    let orange = Style(foreground: .rgb(255, 135, 0), background: .palette(17))
    screen.write("数据 é e\u{301} 한글 \u{1B}[2J → …", x: 0, y: 1, style: orange)
    let capabilities = terminal.capabilities
    screen.write("\(capabilities.colors) \(capabilities.isUTF8) \(capabilities.name)", x: 0, y: 2)
    for (row, text) in events.suffix(max(0, last - 3)).enumerated() {
      screen.write(text, x: 2, y: 3 + row)
    }
    terminal.draw(screen)
  }
}
