// Bytes as text of 64 characters (RFC 4648, section 4).

func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    var letter: [UInt8] = []
    for _ in 0..<4 {
      letter.append(letters[bits & 63])
      bits >>= 6
    }
    let padding = 3 - group.count
    text += letter.reversed().dropLast(padding) + [UInt8](repeating: 0x3D, count: padding)
  }
  return String(decoding: text, as: UTF8.self)
}
