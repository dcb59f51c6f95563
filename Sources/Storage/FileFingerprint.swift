// What a file was when it was read or saved, to notice that somebody else has written it.

import Glibc

/// Which file it was and what it said.
package struct FileFingerprint: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64
  /// Nanoseconds since 1970.
  package let modified: Int64
  package let size: Int
  /// FNV-1a with 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv): notices accidents, not
  /// forgeries.
  package let hash: UInt64

  init(device: UInt64, inode: UInt64, modified: Int64, size: Int, hash: UInt64) {
    self.device = device
    self.inode = inode
    self.modified = modified
    self.size = size
    self.hash = hash
  }

  init(_ status: stat, hash: UInt64) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    size = Int(status.st_size)
    self.hash = hash
  }

  /// Whether it is surely the same file untouched, so that its bytes need not be read.
  func isUntouched(_ status: stat) -> Bool { self == FileFingerprint(status, hash: hash) }

  static func hash(of bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

/// What must be on the disk for a save to go ahead.
package enum ExpectedFile: Hashable, Sendable {
  /// Whatever is there is overwritten.
  case anything
  /// There is no file yet.
  case nothing
  /// The file still says what it said; it may have been touched or copied meanwhile.
  case version(FileFingerprint)
}
