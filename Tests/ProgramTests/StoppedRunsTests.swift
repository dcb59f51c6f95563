// Runs that are stopped at random moments in the workbench, in every way a person or the system has.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct StoppedRunsTests {
  /// How many runs are stopped; the long form is asked for by a variable.
  private static let count: Int =
    getenv("SIL_CANCELLED_RUNS").flatMap { Int(String(cString: $0)) } ?? 8

  private static let codes = [
    "return 1", "time.sleep(600)", "print('x' * 70_000)", "os._exit(3)",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
    "os.fork() == 0 and os.setsid() and time.sleep(600)", "while True: print('line')",
  ]
  /// Ends the Python that it came from, which cleans up when nobody else is left to do it.
  private static let parricide = "os.kill(os.getppid(), 9); time.sleep(600)"

  private enum Way: CaseIterable { case stopping, leaving, terminating, hangingUp, killing }

  private func pipeline(_ codes: [String], using random: inout SplitMix64) -> String {
    var text = "pipeline: p\nsteps:\n"
    for number in 0..<Int.random(in: 1...6, using: &random) {
      let code = codes.randomElement(using: &random) ?? ""
      text += """
          s\(number):
            code: |
              import os, signal, time
              def s\(number)():
                  \(code)

        """
    }
    return text
  }

  private func play(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let scratch = try Scratch()
    let way = Way.allCases.randomElement(using: &random) ?? .stopping
    let codes = Self.codes + (way == .killing ? [] : [Self.parricide])
    _ = try scratch.write(pipeline(codes, using: &random), to: "p.sil")
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "p.sil"], columns: 80, rows: 24,
      environment: ["XDG_STATE_HOME": scratch.path + "/state", "TMPDIR": scratch.path],
      directory: scratch.path)
    try session.wait(untilShown: "? help")
    try session.press("!!")
    usleep(UInt32.random(in: 0...400_000, using: &random))
    switch way {
    case .stopping:
      try session.press("!k")
      usleep(UInt32.random(in: 0...400_000, using: &random))
      try leave(session, seed)
    case .leaving: try leave(session, seed)
    case .terminating:
      session.send(signal: SIGTERM)
      _ = try session.waitForEnd()
    case .hangingUp:
      session.hangUp()
      _ = try session.waitForEnd()
    case .killing:
      session.send(signal: SIGKILL)
      _ = try session.waitForEnd()
    }
    expectNothing(in: scratch, "seed \(seed), \(way)")
  }

  /// The question whether to end the run comes only while one goes on.
  private func leave(_ session: PseudoTerminalSession, _ seed: UInt64) throws {
    try session.press("q")
    for _ in 0..<100 {
      if (try? session.waitForEnd(within: .milliseconds(100))) != nil { return }
      if session.description.contains("a run goes on") { try session.press("e") }
    }
    Issue.record("seed \(seed): it does not end\n\(session)")
  }

  private func expectNothing(in scratch: Scratch, _ play: String) {
    for _ in 0..<250 where !processes(of: scratch).isEmpty || hasRunFolder(scratch) {
      usleep(20_000)
    }
    #expect(processes(of: scratch) == [], "\(play)")
    #expect(!hasRunFolder(scratch), "\(play)")
  }

  private func hasRunFolder(_ scratch: Scratch) -> Bool {
    scratch.names.contains { $0.hasPrefix("sil-run-") }
  }

  /// Processes that came from its runs: each has the run's folder in its first environment.
  private func processes(of scratch: Scratch) -> [String] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard pid_t(name) != nil, let file = fopen("/proc/\(name)/environ", "r") else { continue }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&bytes, 1, bytes.count, file)
      let text = String(decoding: bytes[..<count], as: UTF8.self)
      if text.contains("SIL_RUN_FOLDER=\(scratch.path)/") { found.append(name) }
    }
    return found
  }

  @Test func `runs stopped at random moments in the workbench leave nothing`() throws {
    for seed in 0..<UInt64(Self.count) { try play(seed) }
  }
}
