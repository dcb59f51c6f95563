// Tells when something happens to files in some folders (inotify(7)). Folders are watched rather
// than files, because files are replaced. Network disks may not tell; whoever needs to know for
// certain looks.

import Glibc

package final class FileWatcher {
  /// Readable when something has happened.
  package let descriptor: Int32

  /// - Returns: `nil` when the system has no more watchers to give.
  package init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Watches what is in a folder. - Returns: whether it can be watched.
  @discardableResult
  package func watch(folder: String) -> Bool {
    let events =
      IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR
    return inotify_add_watch(descriptor, folder, UInt32(truncatingIfNeeded: events)) >= 0
  }

  /// Watches the folder that a file is in, and that of the file which links lead to.
  package func watch(folderOf path: String) {
    watch(folder: FilePath(path).folder)
    watch(folder: FilePath(RecoveryFolder.realPath(of: path)).folder)
  }

  /// The names of the files that something has happened to since the last call.
  package func takeNames() -> Set<String> {
    var names: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return names }
      // An event is a watch, a mask, a cookie and a length of four bytes each, and then a name.
      var start = 0
      while start + 16 <= count {
        let length = Int(
          buffer[start + 12..<start + 16].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        let name = buffer[start + 16..<min(count, start + 16 + length)].prefix { $0 != 0 }
        names.insert(String(decoding: name, as: UTF8.self))
        start += 16 + length
      }
    }
  }
}

/// The last part of a path.
package func fileName(of path: String) -> String { FilePath(path).name }
