// The loop: who is served when, and children, timers and threads all reaching it.

import CPosix
import CursesTerminal
import Glibc
import Testing

@Suite struct EventLoopTests {
  private func pipe() -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [-1, -1]
    #expect(cposix_pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private func write(_ text: String, to descriptor: Int32) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  private func readText(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }

  private func arguments(_ words: String...) -> [UnsafeMutablePointer<CChar>?] {
    words.map { strdup($0) } + [nil]
  }

  @Test func `what was added first is served first`() {
    let loop = EventLoop()
    var served: [String] = []
    let (keys, output) = (pipe(), pipe())
    loop.onReadable(keys.reader) { served.append(readText(keys.reader)) }
    loop.onReadable(output.reader) {
      served.append(readText(output.reader))
      if served.count == 4 { loop.stop() }
      write("key ", to: keys.writer)
      write("out ", to: output.writer)
    }
    write("out ", to: output.writer)
    write("key ", to: keys.writer)
    loop.run()
    #expect(served == ["key ", "out ", "key ", "out "])
    for end in [keys.reader, keys.writer, output.reader, output.writer] { close(end) }
  }

  @Test func `what is removed is not served any more, in the same turn too`() {
    let loop = EventLoop()
    let (first, second) = (pipe(), pipe())
    var isSecondServed = false
    loop.onReadable(first.reader) {
      loop.remove(second.reader)
      loop.remove(first.reader)
      loop.after(.milliseconds(1)) { loop.stop() }
    }
    loop.onReadable(second.reader) { isSecondServed = true }
    write("x", to: first.writer)
    write("x", to: second.writer)
    loop.run()
    #expect(!isSecondServed)
    for end in [first.reader, first.writer, second.reader, second.writer] { close(end) }
  }

  @Test func `timers run in the order of their times unless they are cancelled`() {
    let loop = EventLoop()
    var run: [Int] = []
    loop.after(.milliseconds(12)) { loop.stop() }
    loop.after(.milliseconds(6)) { run.append(2) }
    let cancelled = loop.after(.milliseconds(3)) { run.append(0) }
    loop.after(.zero) {
      run.append(1)
      loop.cancel(cancelled)
    }
    loop.run()
    #expect(run == [1, 2])
  }

  @Test func `messages of a thread come in order`() {
    let loop = EventLoop()
    var got: [Int] = []
    let mailbox = loop.mailbox { (number: Int) in
      got.append(number)
      if number == 99 { loop.stop() }
    }
    Task.detached { for number in 0..<100 { mailbox.send(number) } }
    loop.run()
    #expect(got == Array(0..<100))
  }

  @Test func `the place to draw comes before each wait`() {
    let loop = EventLoop()
    var order: [String] = []
    loop.beforeWaiting { order.append("draw") }
    loop.after(.zero) {
      order.append("timer")
      loop.after(.zero) { loop.stop() }
    }
    loop.run()
    #expect(order == ["draw", "timer", "draw"])
  }

  /// A child gets exactly the descriptors it is given, in their order, and the folder; its end
  /// is noticed.
  @Test func `a program writes to us and its end is noticed`() throws {
    let loop = EventLoop()
    let (output, result) = (pipe(), pipe())
    let script = "pwd; ls /proc/self/fd | tr '\\n' ' '; echo result >&3; exit 7"
    var words = arguments("sh", "-c", script)
    defer { for word in words { free(word) } }
    let given = [-1, output.writer, output.writer, result.writer]
    let pid = cposix_spawn("/bin/sh", &words, nil, "/usr", given, 4, 1)
    try #require(pid > 0)
    #expect(getpgid(pid) == pid)
    let process = cposix_process_descriptor(pid)
    try #require(process >= 0)
    var (code, signal): (Int32, Int32) = (0, 0)
    loop.onReadable(process) {
      #expect(cposix_take_end(process, 0, &code, &signal) == 1)
      loop.stop()
    }
    loop.run()
    #expect((code, signal) == (7, -1))
    // The fifth is the folder that ls reads.
    #expect(readText(output.reader) == "/usr\n0 1 2 3 4 ")
    #expect(readText(result.reader) == "result\n")
    for end in [process, output.reader, output.writer, result.reader, result.writer] { close(end) }
  }

  @Test func `a program that is killed is told from one that ends`() throws {
    var words = arguments("sleep", "100")
    defer { for word in words { free(word) } }
    let pid = cposix_spawn("sleep", &words, nil, nil, [-1, -1, -1], 3, 1)
    try #require(pid > 0)
    let process = cposix_process_descriptor(pid)
    var (code, signal): (Int32, Int32) = (0, 0)
    #expect(cposix_take_end(process, 0, &code, &signal) == 0)
    kill(-pid, SIGTERM)
    #expect(cposix_take_end(process, 1, &code, &signal) == 1)
    #expect((code, signal) == (-1, SIGTERM))
    close(process)
  }

  @Test func `a program that is not there is an error`() {
    var words = arguments("x")
    defer { for word in words { free(word) } }
    #expect(cposix_spawn("/no/such/program", &words, nil, nil, [-1], 1, 0) == -ENOENT)
    #expect(cposix_spawn("/bin/sh", &words, nil, "/no/folder", [-1], 1, 0) == -ENOENT)
  }
}
