import EditorCore
import Glibc
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// Every pane and state as a picture, in Tests/Screens. A picture that differs is printed; with
/// SIL_TUI_ACCEPT_SCREENS=1 in the environment it is written instead, to be read and committed.
struct ScreenTests {
  static let etl = """
    extract, clean<-extract, features<-clean, labels<-clean, train<-features+labels, score<-train,
    publish<~score
    """

  struct State: Sendable, CustomTestStringConvertible {
    let name: String
    var steps = ScreenTests.etl
    var keys = ""
    var testDescription: String { name }
  }

  static let states = [
    State(name: "start"),
    State(name: "empty", steps: ""),
    State(name: "one-step", steps: "load"),
    State(name: "connect", keys: "wc"),
    State(name: "connect-refused", keys: "wwc<Left>"),
    State(name: "connect-by-name", keys: "wc/r<Down>"),
    State(name: "connected", keys: "wca"),
    State(name: "disconnect", keys: "wX"),
    State(name: "split", keys: "S"),
    State(name: "jump", keys: "f"),
    State(name: "new-name", keys: "wwadedupe"),
    State(name: "new-name-taken", keys: "wwatrain"),
    State(name: "rename", keys: "r<C-u>load"),
    State(name: "marks", keys: "mwwm"),
    State(name: "search", keys: "/fe"),
    State(name: "search-nothing", keys: "/xyz"),
    State(name: "key-box", keys: "g?"),
    State(name: "pending-keys", keys: "12z"),
    State(name: "unknown-key", keys: "J"),
    State(name: "palette", keys: ":con"),
    State(name: "palette-nothing", keys: ":xyz"),
    State(name: "help", keys: "?"),
    State(name: "help-of-text", keys: "<Tab><Tab>?"),
    State(name: "form", keys: "w<Enter>jj"),
    State(name: "form-editing", keys: "<Enter>gg<Enter><BS>"),
    State(name: "pipeline-form", keys: "g<Enter>jj"),
    State(name: "definition", keys: "wwgd"),
    State(name: "definition-changed", keys: "wgdaextra<Enter>"),
    State(name: "definition-full", keys: "wwgd++"),
    State(name: "terraform", keys: "wwge"),
    State(name: "handler", keys: "wwgh"),
    State(name: "file", keys: "wgy"),
    State(name: "file-full", keys: "wgy++"),
    State(name: "typing", keys: "wgy<C-w>j<Enter><End><Enter>retry:<Space>3"),
    State(name: "typing-refused", keys: "wgy<C-w>j<Enter><End><Enter>retry:<Space>[<Esc>"),
    State(name: "diff", keys: "wxgs"),
    State(name: "diff-none", keys: "gs"),
    State(name: "problems", steps: "a<-nowhere, b<-a, c<-missing", keys: "gp"),
    State(name: "history", keys: "wxuxwr2<Enter>gu"),
    State(name: "quit", keys: "xq"),
    State(name: "move", keys: "wwM"),
    State(name: "cards", keys: "zi"),
    State(name: "dots", keys: "zo"),
    State(name: "flow-down", keys: "zd"),
    State(name: "scrolled", keys: "G"),
    State(
      name: "names",
      steps:
        "日本語の手順, Ünïcödé<-日本語の手順, a-name-that-is-much-too-long-for-any-box-on-a-screen<-Ünïcödé"),
    State(name: "control-characters", steps: "bad\u{1B}[31mname, x\u{202E}y<-bad\u{1B}[31mname"),
    State(
      name: "wide", steps: "a, b<-a, c<-a, d<-a, e<-a, f<-a, g<-b+c+d+e+f, h<-a+g", keys: "www"),
  ]

  @Test(arguments: states)
  func `the screen at 80×24 is as it was looked at`(state: State) throws {
    try compare(state, 80, 24)
  }

  @Test(arguments: states)
  func `the screen at 40×12 is as it was looked at`(state: State) throws {
    try compare(state, 40, 12)
  }

  @Test(
    arguments: states.filter {
      ["start", "connect", "form", "problems", "definition"].contains($0.name)
    })
  func `the screen at 200×60 is as it was looked at`(state: State) throws {
    try compare(state, 200, 60)
  }

  @Test(arguments: states.filter { ["start", "marks", "definition", "names"].contains($0.name) })
  func `the screen at 100×30 is as it was looked at`(state: State) throws {
    try compare(state, 100, 30)
  }

  @Test func `a terminal without UTF-8 gets square lines and ASCII`() throws {
    let desk = try Desk(pipeline(ScreenTests.etl), 80, 24, isUTF8: false)
    try desk.press("wmw")
    try compare(desk.picture, with: "ascii-80x24")
  }

  @Test func `a screen that is too small says so`() throws {
    try compare(try Desk("a", 39, 20).picture, with: "too-small-39x20")
    try compare(try Desk("a", 12, 2).picture, with: "too-small-12x2")
  }

  @Test func `a file that can't be changed says so`() throws {
    let desk = try Desk(Pipeline(name: "p"), 80, 24, readOnly: "line 3 is not YAML")
    try desk.press("a")
    try compare(desk.picture, with: "read-only-80x24")
  }

  private func compare(_ state: State, _ columns: Int, _ rows: Int) throws {
    let desk = try Desk(state.steps, columns, rows)
    try desk.press(state.keys)
    try compare(desk.picture, with: "\(state.name)-\(columns)x\(rows)")
  }

  private func compare(_ picture: String, with name: String) throws {
    let folder = "\(#filePath)".split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/Screens/\(name).txt"
    let text = picture + "\n"
    if getenv("SIL_TUI_ACCEPT_SCREENS") != nil { return try write(text, to: path) }
    let expected = read(path)
    #expect(expected == text, "\(name) differs; now it is:\n\(text)")
  }

  private func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"), "\(path) can't be written")
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
