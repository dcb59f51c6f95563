// Runs that are cancelled at random moments, in every way there is.

import Glibc
import PipelineModel
import ProcessRunner
import RunScheduler
import TestSupport
import Testing

@Suite(.serialized) struct CancellationTests {
  /// How many runs are cancelled; the long form is asked for by a variable.
  private static let count: Int =
    getenv("SIL_CANCELLED_RUNS").flatMap { Int(String(cString: $0)) } ?? 30

  private static let codes = [
    "return 1", "time.sleep(600)", "print('x' * 70_000)", "os._exit(3)",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
    "os.fork() == 0 and os.setsid() and time.sleep(600)",
    "subprocess.Popen(['sleep', '600'], start_new_session=True, env={}); time.sleep(600)",
    "while True: print('line')",
  ]

  private func sketches(using random: inout SplitMix64) -> [Sketch] {
    (0..<Int.random(in: 1...8, using: &random)).map { number in
      let code = Self.codes.randomElement(using: &random) ?? ""
      let needs = (0..<number).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      return Sketch(
        "s\(number)", "import os, signal, subprocess, time\ndef step():\n    \(code)",
        needs: needs.map { "s\($0)" })
    }
  }

  private enum Way: CaseIterable {
    /// As Control-C does, and then waited for.
    case cancelled
    /// As a second Control-C does.
    case ended
    /// The session is let go.
    case forgotten
  }

  private func play(_ seed: UInt64, in leftovers: Leftovers) throws {
    var random = SplitMix64(seed: seed)
    let checked = try Setting().check(sketches(using: &random))
    let options = options {
      $0.environment["TMPDIR"] = leftovers.folder
      $0.store = RunStore(stateFolder: leftovers.folder + "-state", pipelineFile: "/x.sil")
    }
    let session = try RunSession(checked, options)
    _ = session.start()
    let moment = Double.random(in: 0...0.25, using: &random)
    wait(for: session, seconds: moment)
    let way = Way.allCases.randomElement(using: &random) ?? .cancelled
    switch way {
    case .cancelled:
      var events = session.cancel()
      for _ in 0..<10_000 where !session.isFinished {
        wait(for: session, seconds: 0.02)
        events += session.advance()
      }
      #expect(session.isFinished, "seed \(seed)")
    case .ended: session.end()
    case .forgotten: break
    }
  }

  private func wait(for session: RunSession, seconds: Double) {
    var left = Int(seconds * 1000)
    while left > 0, !session.isFinished {
      var watched = pollfd(fd: session.descriptor, events: Int16(POLLIN), revents: 0)
      let step = min(left, 10)
      _ = poll(&watched, 1, Int32(step))
      left -= watched.revents == 0 ? step : 1
      _ = session.advance()
    }
  }

  @Test func `runs cancelled at random moments leave nothing`() throws {
    let leftovers = try Leftovers()
    defer { _ = system("rm -rf '\(leftovers.folder)-state'") }
    for seed in 0..<UInt64(Self.count) {
      try play(seed, in: leftovers)
      if seed % 10 == 9 {
        leftovers.expectNothing()
        #expect(sleepers() == 0, "by seed \(seed) a program was left")
      }
    }
    leftovers.expectNothing()
    let store = RunStore(stateFolder: leftovers.folder + "-state", pipelineFile: "/x.sil")
    #expect(store.runs.count == min(20, Self.count))
    #expect(store.runs.allSatisfy { !$0.isGoingOn })
  }

  /// Our own children and adopted ones that run `sleep 600` with an empty environment.
  private func sleepers() -> Int {
    Leftovers.names(in: "/proc").count { name in
      guard pid_t(name) != nil, let file = fopen("/proc/\(name)/cmdline", "r") else { return false }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = fread(&bytes, 1, bytes.count, file)
      guard bytes[..<count].elementsEqual(Array("sleep\0600\0".utf8)) else { return false }
      var status = stat()
      return stat("/proc/\(name)/environ", &status) == 0 && isBare(name)
    }
  }

  private func isBare(_ process: String) -> Bool {
    guard let file = fopen("/proc/\(process)/environ", "r") else { return false }
    defer { fclose(file) }
    return fgetc(file) == EOF
  }

  @Test func `a step whose Python is killed runs once more, and killed again it fails`() throws {
    let leftovers = try Leftovers()
    let checked = try Setting().check([
      Sketch("s", "import time\ndef step():\n    time.sleep(600)")
    ])
    let session = try RunSession(
      checked, options { $0.environment["TMPDIR"] = leftovers.folder })
    _ = session.start()
    for _ in 0..<2 {
      #expect(session.states[0].isRunning)
      for _ in 0..<500 where leftovers.processes.count < 2 { wait(for: session, seconds: 0.02) }
      let server = try #require(leftovers.processes.compactMap { pid_t($0) }.min())
      kill(server, SIGKILL)
      wait(for: session, seconds: 0.1)
    }
    for _ in 0..<500 where !session.isFinished { wait(for: session, seconds: 0.02) }
    #expect(session.states == [.failed])
    #expect(session.isFinished)
    leftovers.expectNothing()
  }
}
