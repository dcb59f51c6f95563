// The lines of a recovery journal, and their frame: a line that was torn by a crash or a full disk
// is known for what it is, and all before it is good.
//
//   sil-tui journal 1
//   0000003a 5f1c0a77 open "/home/me/mytest.sil" …      length and CRC-32 of what follows them
//   00000521 0b7d11c2 file …                            the file's text as it was read
//   00000021 9ce2d3f0 do 1764073200 "rename a" (rename 3 "b")

package import PipelineModel

package enum JournalRecord: Hashable, Sendable {
  /// What the file said when it was read: at the beginning, and again when it was reloaded.
  ///
  /// - fingerprint: `nil` when there was no file.
  /// - steps: the numbers of its steps in their order; `nil` is 0, 1, ….
  case file(bytes: [UInt8], FileFingerprint?, steps: [Int]?)
  case history(HistoryRecord)
  /// The file was written and says the present moment.
  case saved(FileFingerprint)
}

/// The text of a journal.
package enum JournalText {
  package static let beginning = Array("sil-tui journal 1\n".utf8)

  /// One line with its frame.
  package static func line(_ payload: [UInt8]) -> [UInt8] {
    frame(payload[...]) + payload + [0x0A]
  }

  /// The contents of the whole lines, up to the first that is not whole.
  ///
  /// - Returns: the lines, and how many bytes they take with the beginning; `nil` when this is no
  ///   journal.
  package static func lines(of text: [UInt8]) -> (payloads: [ArraySlice<UInt8>], length: Int)? {
    guard text.starts(with: beginning) else { return nil }
    var payloads: [ArraySlice<UInt8>] = []
    var start = beginning.count
    while text.count - start > 18,
      let length = Int(String(decoding: text[start..<start + 8], as: UTF8.self), radix: 16)
    {
      let end = start + 18 + length
      guard length >= 0, end < text.count, text[end] == 0x0A else { break }
      let payload = text[start + 18..<end]
      guard text[start..<start + 18].elementsEqual(frame(payload)) else { break }
      payloads.append(payload)
      start = end + 1
    }
    return (payloads, start)
  }

  /// Length and checksum, in 18 bytes.
  private static func frame(_ payload: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(hex(UInt32(payload.count))) \(hex(CRC32.checksum(payload))) ".utf8)
  }

  private static func hex(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

}

extension JournalRecord {
  package var payload: [UInt8] {
    switch self {
    case .file(let bytes, let fingerprint, let steps):
      let numbers = steps.map { $0.map(String.init).joined(separator: ",") } ?? "-"
      return Array("file \(fingerprint?.words ?? "-") \(numbers)\n".utf8) + bytes
    case .history(let record): return record.encoded
    case .saved(let fingerprint): return Array("saved \(fingerprint.words)".utf8)
    }
  }

  /// `nil` when the text is no record.
  package init?(payload: ArraySlice<UInt8>) {
    let head = payload.prefix { $0 != 0x0A }
    let words = String(decoding: head.prefix(1 << 20), as: UTF8.self).split(separator: " ")
    switch words.first {
    case "file"?:
      guard words.count == 3, head.count < payload.count else { return nil }
      let fingerprint = words[1] == "-" ? nil : FileFingerprint(words: String(words[1]))
      guard words[1] == "-" || fingerprint != nil else { return nil }
      let numbers = words[2] == "-" ? [] : words[2].split(separator: ",").map { Int($0) }
      guard !numbers.contains(nil) else { return nil }
      let steps = words[2] == "-" ? nil : numbers.compactMap(\.self)
      self = .file(bytes: Array(payload.dropFirst(head.count + 1)), fingerprint, steps: steps)
    case "saved"?:
      guard words.count == 2, let fingerprint = FileFingerprint(words: String(words[1])) else {
        return nil
      }
      self = .saved(fingerprint)
    default:
      guard let record = HistoryRecord(encoded: Array(payload)) else { return nil }
      self = .history(record)
    }
  }
}

extension FileFingerprint {
  /// Numbers with commas between.
  fileprivate var words: String { "\(device),\(inode),\(modified),\(size),\(hash)" }

  fileprivate init?(words: String) {
    let parts = words.split(separator: ",")
    guard parts.count == 5, let device = UInt64(parts[0]), let inode = UInt64(parts[1]),
      let modified = Int64(parts[2]), let size = Int(parts[3]), let hash = UInt64(parts[4])
    else { return nil }
    self.init(device: device, inode: inode, modified: modified, size: size, hash: hash)
  }
}

/// The checksum of Ethernet and zip (ITU-T V.42), by a table of 256.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      table.withUnsafeBufferPointer { table in
        ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
      }
    }
  }
}
