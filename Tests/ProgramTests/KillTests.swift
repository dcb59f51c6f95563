// The workbench killed at random moments of a random editing session. Every edit older than a second
// is recovered, the file is the old one or the new one, and the terminal is as it was wherever the
// program had a chance.
//
// 20 kills in the usual run; SIL_TUI_KILLS=240 for the long form.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct KillTests {
  enum Death: String, CaseIterable {
    case kill, terminate, hangUp, quit, closedTerminal, trap

    /// What ends the program; `nil` when the terminal goes away.
    var signal: Int32? {
      switch self {
      case .kill: SIGKILL
      case .terminate: SIGTERM
      case .hangUp: SIGHUP
      case .quit: SIGQUIT
      case .closedTerminal: nil
      // What a trap of Swift raises on this processor.
      #if arch(x86_64)
        case .trap: SIGILL
      #else
        case .trap: SIGTRAP
      #endif
      }
    }
  }

  static let isLong = getenv("SIL_TUI_KILLS") != nil
  static let count = getenv("SIL_TUI_KILLS").flatMap { Int(String(cString: $0)) } ?? 20

  @Test(arguments: 0..<count) func `nothing older than a second is lost`(number: Int) throws {
    let seed = UInt64(number)
    var random = SplitMix64(seed: seed)
    let death = Death.allCases[number % Death.allCases.count]
    let run = try KilledSession(seed: seed, death: death)
    let steps = try run.editAndDie(using: &random)
    try run.expectWholeFile()
    try run.expectRecovery(of: steps)
  }
}

/// One session that ends badly, and what is found afterwards.
private final class KilledSession {
  /// The steps that were there at a time, in their order.
  struct State {
    let time: ContinuousClock.Instant
    let steps: [String]
  }

  private let seed: UInt64
  private let death: KillTests.Death
  private let scratch: Scratch
  private let before =
    "pipeline: p  # mine\nsteps:\n  first:\n    code: |\n      def first(): return 1\n"
  private var states: [State] = []
  /// The steps that the file held, oldest first.
  private var saved: [[String]] = [["first"]]

  init(seed: UInt64, death: KillTests.Death) throws {
    self.seed = seed
    self.death = death
    scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
  }

  private func open() throws -> PseudoTerminalSession {
    try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "p.sil"], columns: 80, rows: 24,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"], directory: scratch.path)
  }

  private var note: Comment { "seed \(seed), \(death.rawValue); edits \(states.map(\.steps))" }

  /// - Returns: the states that may be found, the oldest first.
  func editAndDie(using random: inout SplitMix64) throws -> [[String]] {
    let session = try open()
    try session.wait(untilShown: "? help")
    var steps = ["first"]
    var undone: [[String]] = []
    var past: [[String]] = []
    states = [State(time: .now, steps: steps)]
    for number in 0..<Int.random(in: 2...9, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6:
        past.append(steps)
        undone = []
        steps.append("s\(number)")
        try session.press("Gas\(number)<Enter>")
        try session.wait(untilShown: "\(steps.count) steps")
      case 6, 7:
        guard let earlier = past.popLast() else { continue }
        undone.append(steps)
        steps = earlier
        try session.press("u")
        try session.wait(untilShown: "undone: ")
      case 8:
        guard let later = undone.popLast() else { continue }
        past.append(steps)
        steps = later
        try session.press("U")
        try session.wait(untilShown: "done again: ")
      default:
        try session.press("<C-s>")
        try session.wait(untilShown: "saved p.sil")
        saved.append(steps)
      }
      states.append(State(time: .now, steps: steps))
      usleep(UInt32.random(in: 0..<400_000, using: &random))
    }
    // Sometimes in the middle of saving.
    if Bool.random(using: &random) {
      saved.append(steps)
      session.type([0x13])
      usleep(UInt32.random(in: 0..<15_000, using: &random))
    } else {
      usleep(UInt32.random(in: 0..<1_500_000, using: &random))
    }
    let moment = ContinuousClock.now
    try die(session)
    let sure = states.lastIndex { $0.time < moment - .seconds(1) } ?? 0
    return states[sure...].map(\.steps)
  }

  private func die(_ session: PseudoTerminalSession) throws {
    guard let signal = death.signal else {
      session.hangUp()
      try session.waitForEnd()
      return
    }
    if death == .trap { try #require(session.trap(), note) } else { session.send(signal: signal) }
    let end = try session.waitForEnd()
    switch death {
    case .kill: #expect(end == .killed(signal: SIGKILL), note)
    case .trap:
      #expect(end == .killed(signal: signal), note)
      #expect(session.leftBehind == [], note)
    case .terminate, .hangUp, .quit, .closedTerminal:
      #expect(end == .exited(code: 128 + signal), note)
      #expect(session.leftBehind == [], note)
    }
    if death != .kill, states.last?.steps != saved.last {
      #expect(session.screen.picture.contains("offers it"), note)
    }
  }

  /// One line for the table of the long form.
  private func report(_ found: [String], of wanted: [[String]]) {
    guard KillTests.isLong else { return }
    let isNewest = found == wanted.last
    print(
      "KILLED \(seed) \(death.rawValue) edits=\(states.count - 1)"
        + " younger=\(wanted.count - 1) newest=\(isNewest ? "found" : "lost")")
  }

  /// The steps that a text of the file has; `nil` when it is no whole text.
  private func steps(of text: String) -> [String]? {
    guard text.hasPrefix("pipeline: p  # mine\nsteps:\n"), text.hasSuffix("\n") else { return nil }
    return text.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.map {
      String($0.dropFirst(2).dropLast())
    }
  }

  func expectWholeFile() throws {
    let text = try #require(scratch.read("p.sil"), note)
    let found = try #require(steps(of: text), note)
    #expect(saved.contains(found), note)
    #expect(scratch.call("check p.sil").code == 0, note)
    let names = scratch.names
    #expect(!names.contains { $0.hasPrefix(".sil-tui") }, "\(names)")
  }

  /// What opening the file again comes to is one of these, byte by byte of the steps' names.
  func expectRecovery(of wanted: [[String]]) throws {
    let session = try open()
    try session.wait(until: "the workbench") {
      $0.contains("Recover the changes") || $0.contains("? help")
    }
    if session.screen.contains("Recover the changes") {
      try session.press("r")
      try session.wait(untilShown: "recovered")
    }
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try session.press("q")
    #expect(try session.waitForEnd() == .exited(code: 0), note)
    let found = steps(of: scratch.read("p.sil") ?? "")
    #expect(found.map { wanted.contains($0) } == true, "found \(found ?? []), wanted \(wanted)")
    report(found ?? [], of: wanted)
    #expect(scratch.call("check p.sil").code == 0, note)
  }
}
