// One descriptor for all that a run waits for, so that any poll loop can drive it.

import CPosix
import Glibc

struct Poller: ~Copyable {
  /// Readable when one of the watched descriptors is.
  let descriptor: Int32

  init() throws(SystemFailure) {
    descriptor = try checked("making a poller", cposix_poller())
  }

  deinit { close(descriptor) }

  func watch(_ watched: Int32, alsoWriting: Bool = false) throws(SystemFailure) {
    let result = cposix_poller_watch(descriptor, watched, alsoWriting ? 1 : 0)
    try checked("watching a descriptor", result)
  }

  /// To be called before the descriptor is closed.
  func forget(_ watched: Int32) { _ = cposix_poller_forget(descriptor, watched) }

  /// The descriptors that are ready now, at most 64; what is left over is ready the next time.
  func ready() -> [Int32] {
    var descriptors = [Int32](repeating: -1, count: 64)
    let count = cposix_poller_wait(descriptor, &descriptors, 64, 0)
    return Array(descriptors.prefix(max(0, Int(count))))
  }
}
