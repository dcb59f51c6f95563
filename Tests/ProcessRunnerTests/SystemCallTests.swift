import Glibc
import Testing

@testable import ProcessRunner

struct SystemCallTests {
  @Test func `what an end has sent is read also when it went away with packets unread`() throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    defer { close(ends[0]) }
    #expect(write(ends[1], "ready", 5) == 5)
    #expect(write(ends[0], "unread", 6) == 6)
    close(ends[1])
    guard case .bytes(let bytes) = readSome(ends[0]) else {
      Issue.record("what was sent is lost")
      return
    }
    #expect(bytes == Array("ready".utf8))
    guard case .end = readSome(ends[0]) else {
      Issue.record("the end is not told")
      return
    }
  }
}
