// Files to be written or zipped, as one value. Touches no disk.

/// Files by path, sorted by the bytes of their paths, each path once.
package struct FileTree: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    /// Relative, with `/` between its parts; never leads outside.
    package let path: String
    package let bytes: [UInt8]

    package init(_ path: String, _ bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  package let files: [File]

  /// - Precondition: no path occurs twice.
  package init(_ files: [File]) {
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for (one, next) in zip(self.files, self.files.dropFirst()) {
      precondition(!one.path.utf8.elementsEqual(next.path.utf8), "\(one.path) occurs twice")
    }
  }

  /// - Complexity: O(log files).
  package subscript(path: String) -> [UInt8]? {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < files.count, files[low].path.utf8.elementsEqual(path.utf8) else { return nil }
    return files[low].bytes
  }
}
