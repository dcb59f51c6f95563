// Work beside the loop, on a thread of its own: what takes longer than a key may wait.

import Glibc

/// Calls the function on another thread.
///
/// - Returns: false when no thread is to be had; then nothing is called.
func inBackground(_ work: @escaping @Sendable () -> Void) -> Bool {
  let argument = Unmanaged.passRetained(BackgroundWork(work)).toOpaque()
  var thread = pthread_t()
  guard pthread_create(&thread, nil, runWork, argument) == 0 else {
    Unmanaged<BackgroundWork>.fromOpaque(argument).release()
    return false
  }
  pthread_detach(thread)
  return true
}

private final class BackgroundWork: Sendable {
  let work: @Sendable () -> Void
  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

private let runWork: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
  pointer in
  if let pointer { Unmanaged<BackgroundWork>.fromOpaque(pointer).takeRetainedValue().work() }
  return nil
}
