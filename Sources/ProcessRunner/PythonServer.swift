// The other end of fork_server.py: starts it, tells it what to run and to end, hears how that went.
// Knows nothing of steps.

import CPosix
import Glibc
import StatesLanguage

/// One preloaded interpreter.
struct PythonServer {
  enum Message: Hashable {
    /// - Parameter version: such as `3.12.1`.
    case ready(version: String, executable: String)
    case began(Int, process: pid_t)
    /// It could not fork.
    case refused(Int, reason: String)
    /// A process holds more than it may: so many bytes of memory, or so many processes.
    case over(Int, Excess)
    /// - Parameter leftProcesses: whether others of the step's group were still running.
    case ended(Int, ProcessEnd, leftProcesses: Bool)
    /// The server is gone, or talks nonsense, which is the same.
    case closed
  }

  private struct Packet {
    let bytes: [UInt8]
    let descriptors: [Int32]
    /// Those of them that are closed when it has been sent.
    let ownDescriptors: [Int32]

    init(_ bytes: [UInt8], descriptors: [Int32] = [], ownDescriptors: [Int32] = []) {
      self.bytes = bytes
      self.descriptors = descriptors
      self.ownDescriptors = ownDescriptors
    }
  }

  enum Excess: Hashable {
    case memory(bytes: Int)
    case processes(Int)
  }

  let python: FoundPython
  /// Readable when there is a message.
  let socket: Int32
  /// `nil` before it is ready.
  private(set) var version: String?
  private let process: pid_t
  private let log: String
  /// Packets that the socket had no room for.
  private var unsent: [Packet] = []
  var hasUnsent: Bool { !unsent.isEmpty }

  /// - Parameters:
  ///   - folder: the run's, holding the server's program.
  ///   - number: tells the servers of a run apart.
  ///   - expected: how many steps it will be asked to run, as far as that is known.
  ///   - atOnce: how many of them at one time.
  ///   - environment: what all steps have.
  init(
    _ python: FoundPython, folder: String, number: Int, environment: [String: String],
    expected: Int, atOnce: Int
  ) throws(SystemFailure) {
    self.python = python
    log = "\(folder)/server\(number).log"
    let logFile = try attempt("making \(log)") { [log] in
      open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }
    defer { close(logFile) }
    var ends: [Int32] = [-1, -1]
    try checked("making a socket", cposix_packet_sockets(&ends))
    defer { close(ends[1]) }
    socket = ends[0]
    _ = cposix_set_nonblocking(socket, 1)
    // -E: PYTHON… variables belong to the person's shell, not to Lambda.
    let command = [
      python.path, "-E", "-X", "utf8", "\(folder)/fork_server.py", folder, String(expected),
      String(atOnce),
    ]
    // LD_BIND_NOW: what the dynamic linker writes later is written, and so copied, by every process.
    let variables =
      environment.map { "\($0.key)=\($0.value)" } + ["\(Self.mark)=\(folder)", "LD_BIND_NOW=1"]
    let result = withCStrings(command) { arguments in
      withCStrings(variables) { variables in
        cposix_spawn(python.path, arguments, variables, nil, [-1, logFile, logFile, ends[1]], 4, 0)
      }
    }
    guard result >= 0 else {
      close(socket)
      throw SystemFailure(doing: "starting \(python.path)", code: -result)
    }
    process = result
  }

  /// Every process that comes from a server has this variable from the start, its value being the
  /// run's folder: by it those are found that outlive a server which was killed.
  static let mark = "SIL_RUN_FOLDER"

  // MARK: Telling

  /// Runs what lies in a folder. The descriptors become the file for its result and its standard output
  /// and error; the latter two are closed here.
  ///
  /// - Parameters:
  ///   - request: JSON of at most `longestRequest` bytes; `nil` when it lies in the folder.
  ///   - memory: bytes; of more than this `over` is told, and the process is ended if `endsOver`.
  mutating func run(
    _ number: Int, in folder: String, request: [UInt8]?, memory: Int, endsOver: Bool,
    output: Int32, error: Int32, result: Int32
  ) {
    let head = JSON.object([
      .init("run", .integer(number)), .init("folder", .string(folder)),
      .init("memory", .integer(memory)), .init("ends", .bool(endsOver)),
    ])
    let packet = head.write(.compact) + [0x0A] + (request ?? [])
    send(Packet(packet, descriptors: [result, output, error], ownDescriptors: [output, error]))
  }

  /// What is longer does not go into a packet.
  static let longestRequest = 32_768

  /// Sends a signal to all processes of a step that is running; nothing when it has ended.
  mutating func end(_ number: Int, signal: Int32) {
    let message = JSON.object([
      .init("end", .integer(number)), .init("signal", .integer(Int(signal))),
    ])
    send(Packet(message.write(.compact)))
  }

  private mutating func send(_ packet: Packet) {
    unsent.append(packet)
    sendUnsent()
  }

  /// To be called when the socket has room again.
  mutating func sendUnsent() {
    while let packet = unsent.first {
      let result = packet.bytes.withUnsafeBytes {
        cposix_send_descriptors(
          socket, $0.baseAddress, $0.count, packet.descriptors, Int32(packet.descriptors.count))
      }
      if result == -EAGAIN || result == -ENOBUFS { return }
      for descriptor in packet.ownDescriptors { close(descriptor) }
      unsent.removeFirst()
    }
  }

  // MARK: Hearing

  /// The messages that have come, at most so many; ends with `closed` when nothing more will come.
  mutating func messages(atMost limit: Int = 64) -> [Message] {
    var messages: [Message] = []
    while messages.count < limit {
      switch readSome(socket) {
      case .nothing: return messages
      case .end: return messages + [.closed]
      case .bytes(let packet):
        let message = Message(packet)
        if case .ready(let version, _) = message { self.version = version }
        messages.append(message)
        if message == .closed { return messages }
      }
    }
    return messages
  }

  // MARK: Ending

  /// Ends the server and with it every process that came from it. Waits for that, but not long.
  ///
  /// - Returns: how it ended.
  func shutDown() -> ProcessEnd {
    let farewell = JSON.object([.init("bye", .bool(true))]).write(.compact)
    _ = farewell.withUnsafeBytes {
      cposix_send_descriptors(socket, $0.baseAddress, $0.count, nil, 0)
    }
    return take(killingAfter: 3)
  }

  /// Takes the end of a server that is gone, or ends it.
  func kill() -> ProcessEnd {
    Glibc.kill(process, SIGKILL)
    return take(killingAfter: 0)
  }

  private func take(killingAfter seconds: Double) -> ProcessEnd {
    let deadline = now() + nanoseconds(seconds)
    var status: Int32 = 0
    var watched = pollfd(fd: socket, events: 0, revents: 0)
    while true {
      let taken = waitpid(process, &status, WNOHANG)
      if taken == process || (taken < 0 && errno != EINTR) { break }
      if now() >= deadline { Glibc.kill(process, SIGKILL) }
      // Wakes up when the server's end of the socket closes.
      if watched.revents == 0 { poll(&watched, 1, 50) } else { usleep(200) }
    }
    for descriptor in unsent.flatMap(\.ownDescriptors) { close(descriptor) }
    close(socket)
    return status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(Int(status & 0x7F))
  }

  /// The last line that the server wrote, when it could not start.
  var lastWords: String? {
    let lines = readFile(log)?.split(separator: 0x0A) ?? []
    return lines.last.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension PythonServer.Message {
  fileprivate init(_ packet: [UInt8]) {
    self = Self.read(packet) ?? .closed
  }

  private static func read(_ packet: [UInt8]) -> Self? {
    let json: JSON
    do throws(JSONError) { json = try JSON.parse(packet) } catch { return nil }
    if let version = json["ready"]?.string {
      return .ready(version: version, executable: json["executable"]?.string ?? "")
    }
    if let number = json["began"]?.integer, let process = json["pid"]?.integer {
      return .began(number, process: pid_t(process))
    }
    if let number = json["refused"]?.integer {
      return .refused(number, reason: json["reason"]?.string ?? "")
    }
    if let number = json["over"]?.integer {
      if let bytes = json["memory"]?.integer { return .over(number, .memory(bytes: bytes)) }
      return json["processes"]?.integer.map { .over(number, .processes($0)) }
    }
    guard let number = json["ended"]?.integer else { return nil }
    let left = json["left"]?.bool ?? false
    if let code = json["exit"]?.integer {
      return .ended(number, .exited(code), leftProcesses: left)
    }
    return json["signal"]?.integer.map { .ended(number, .signalled($0), leftProcesses: left) }
  }
}
