// Reads zip archives: the files that a central directory lists, stored or deflated. No encryption, no
// 64-bit form. Format: PKWARE, APPNOTE.TXT 6.3.

import CZip

extension ZipArchive {
  /// The files of an archive, folders left out; `nil` for what is broken or not read here.
  ///
  /// - Parameter limit: bytes of all files together that are taken.
  package static func read(_ archive: [UInt8], limit: Int = 250 << 20) -> [FileTree.File]? {
    guard let end = endOfDirectory(archive), let count = archive.short(end + 10),
      var offset = archive.long(end + 16)
    else { return nil }
    var files: [FileTree.File] = []
    var left = limit
    for _ in 0..<count {
      guard let entry = ZipEntry(archive, at: offset) else { return nil }
      offset = entry.end
      if entry.name.hasSuffix("/") { continue }
      guard entry.size <= left, let bytes = entry.bytes(in: archive) else { return nil }
      left -= entry.size
      files.append(FileTree.File(entry.name, bytes))
    }
    return files
  }

  /// The record at the end, before a comment of at most 64 KiB.
  private static func endOfDirectory(_ archive: [UInt8]) -> Int? {
    guard archive.count >= 22 else { return nil }
    let first = max(0, archive.count - 22 - 0xFFFF)
    return stride(from: archive.count - 22, through: first, by: -1).first {
      archive.long($0) == 0x0605_4B50
    }
  }
}

/// One line of the central directory.
private struct ZipEntry {
  let name: String
  let size: Int
  let end: Int
  private let method: Int
  private let packedSize: Int
  private let offset: Int
  private let wantedSum: Int

  init?(_ archive: [UInt8], at start: Int) {
    guard archive.long(start) == 0x0201_4B50, let method = archive.short(start + 10),
      let checksum = archive.long(start + 16), let packedSize = archive.long(start + 20),
      let size = archive.long(start + 24), let nameLength = archive.short(start + 28),
      let extra = archive.short(start + 30), let comment = archive.short(start + 32),
      let offset = archive.long(start + 42), archive.count >= start + 46 + nameLength
    else { return nil }
    name = String(decoding: archive[start + 46..<start + 46 + nameLength], as: UTF8.self)
    (self.method, self.packedSize, self.size) = (method, packedSize, size)
    (self.offset, wantedSum) = (offset, checksum)
    end = start + 46 + nameLength + extra + comment
  }

  func bytes(in archive: [UInt8]) -> [UInt8]? {
    guard archive.long(offset) == 0x0403_4B50, let nameLength = archive.short(offset + 26),
      let extra = archive.short(offset + 28)
    else { return nil }
    let start = offset + 30 + nameLength + extra
    guard archive.count >= start + packedSize else { return nil }
    let packed = Array(archive[start..<start + packedSize])
    let bytes: [UInt8]?
    switch method {
    case 0: bytes = packedSize == size ? packed : nil
    case 8: bytes = inflated(packed, size: size)
    default: bytes = nil
    }
    guard let bytes, sum(bytes) == wantedSum else { return nil }
    return bytes
  }
}

private func sum(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBufferPointer { Int(crc32_z(0, $0.baseAddress, $0.count)) }
}

/// The content of raw deflate; `nil` when it is broken or has another size.
private func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
  var stream = z_stream()
  let started = inflateInit2_(
    &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  guard started == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  // One byte more shows that there is more than was said.
  var bytes = [UInt8](repeating: 0, count: size + 1)
  let result = packed.withUnsafeBufferPointer { input in
    bytes.withUnsafeMutableBufferPointer { output in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return inflate(&stream, Z_FINISH)
    }
  }
  guard result == Z_STREAM_END, Int(stream.total_out) == size else { return nil }
  bytes.removeLast()
  return bytes
}

extension [UInt8] {
  fileprivate func short(_ offset: Int) -> Int? {
    guard offset >= 0, offset + 2 <= count else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  fileprivate func long(_ offset: Int) -> Int? {
    guard let low = short(offset), let high = short(offset + 2) else { return nil }
    return low | high << 16
  }
}
