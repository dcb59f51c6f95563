// Writes zip archives whose bytes depend on nothing but the files in them: sorted names, one date, one
// mode, no extra fields. They are read by ZipReading.swift. Format: PKWARE, APPNOTE.TXT 6.3.

import CZip

package enum ZipArchive {
  /// From this many bytes on files are deflated. Smaller archives store them, because what deflate
  /// makes of a file differs from one release of zlib to another, and with it the hash that decides
  /// whether a function is deployed anew.
  package static let deflatesFrom = 4 << 20

  /// - Throws: `ZipError` for more than the format holds without its 64-bit form.
  package static func write(_ tree: FileTree) throws(ZipError) -> [UInt8] {
    let size = tree.files.reduce(0) { $0 + $1.bytes.count }
    guard size < UInt32.max, tree.files.count < UInt16.max else { throw .tooLarge }
    var archive = ZipWriter(deflates: size >= deflatesFrom, expecting: size)
    for file in tree.files { try archive.add(file) }
    guard archive.bytes.count < UInt32.max else { throw .tooLarge }
    return archive.finished()
  }
}

package enum ZipError: Error, Hashable, Sendable {
  /// More than 4 GiB, 65,534 files or 65,535 bytes of a name.
  case tooLarge
}

private struct ZipWriter {
  private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  private let deflates: Bool

  init(deflates: Bool, expecting size: Int) {
    self.deflates = deflates
    bytes.reserveCapacity(size + 1024)
  }

  mutating func add(_ file: FileTree.File) throws(ZipError) {
    let name = Array(file.path.utf8)
    guard name.count <= UInt16.max else { throw .tooLarge }
    let packed = deflates ? deflated(file.bytes) : nil
    let body = packed ?? file.bytes
    var header = ZipFields()
    header.short(20)  // the version that is needed to read it: 2.0
    header.short(name.contains { $0 >= 0x80 } ? 0x800 : 0)  // names are UTF-8
    header.short(packed == nil ? 0 : 8)
    header.short(0)  // 00:00 on 1980-01-01, the first moment that the format knows
    header.short(0x21)
    header.long(checksum(file.bytes))
    header.long(UInt32(body.count))
    header.long(UInt32(file.bytes.count))
    header.short(UInt16(name.count))
    header.short(0)
    writeDirectoryEntry(header, name)
    bytes += [0x50, 0x4B, 3, 4] + header.bytes + name
    bytes += body
    count += 1
  }

  private mutating func writeDirectoryEntry(_ header: ZipFields, _ name: [UInt8]) {
    var entry = ZipFields()
    entry.short(0x0314)  // made on Unix
    entry.bytes += header.bytes
    for _ in 0..<3 { entry.short(0) }
    entry.long(0o100644 << 16)
    entry.long(UInt32(truncatingIfNeeded: bytes.count))
    directory += [0x50, 0x4B, 1, 2] + entry.bytes + name
  }

  consuming func finished() -> [UInt8] {
    var end = ZipFields()
    end.long(0)
    end.short(UInt16(count))
    end.short(UInt16(count))
    end.long(UInt32(directory.count))
    end.long(UInt32(bytes.count))
    end.short(0)
    return bytes + directory + [0x50, 0x4B, 5, 6] + end.bytes
  }
}

/// Little-endian numbers, one after the other.
private struct ZipFields {
  var bytes: [UInt8] = []

  mutating func short(_ number: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: number))
    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
  }

  mutating func long(_ number: UInt32) {
    short(UInt16(truncatingIfNeeded: number))
    short(UInt16(truncatingIfNeeded: number >> 16))
  }
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBufferPointer { buffer in
    UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
  }
}

/// Raw deflate; `nil` when that is no shorter.
private func deflated(_ bytes: [UInt8]) -> [UInt8]? {
  guard !bytes.isEmpty else { return nil }
  var stream = z_stream()
  let started = deflateInit2_(
    &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  guard started == Z_OK else { return nil }
  defer { deflateEnd(&stream) }
  var packed = [UInt8](repeating: 0, count: bytes.count)
  let result = bytes.withUnsafeBufferPointer { input in
    packed.withUnsafeMutableBufferPointer { output in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return deflate(&stream, Z_FINISH)
    }
  }
  guard result == Z_STREAM_END else { return nil }
  packed.removeLast(packed.count - Int(stream.total_out))
  return packed
}
