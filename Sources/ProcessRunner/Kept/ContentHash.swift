// SHA-256 after FIPS 180-4, to tell whether two contents are the same. Reads no files.

struct ContentHash {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var count = 0
  /// What does not fill a block yet.
  private var rest: [UInt8] = []
  private var words = [UInt32](repeating: 0, count: 64)

  mutating func add(_ bytes: some Collection<UInt8>) {
    count += bytes.count
    rest += bytes
    guard rest.count >= 64 else { return }
    let end = rest.count / 64 * 64
    rest.withUnsafeBufferPointer { rest in
      for start in stride(from: 0, to: end, by: 64) { compress(rest, start) }
    }
    rest.removeFirst(end)
  }

  /// A part with its length before it, so that parts never run into one another.
  mutating func add(part: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt64(part.count).bigEndian) { add(Array($0)) }
    add(part)
  }

  /// 64 hexadecimal digits; ends the use of this value.
  mutating func finish() -> String {
    let length = UInt64(count) * 8
    add([0x80])
    add([UInt8](repeating: 0, count: (120 - rest.count) % 64))
    withUnsafeBytes(of: length.bigEndian) { add(Array($0)) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  private mutating func compress(_ block: UnsafeBufferPointer<UInt8>, _ start: Int) {
    for place in 0..<16 {
      let at = start + 4 * place
      words[place] =
        UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16 | UInt32(block[at + 2]) << 8
        | UInt32(block[at + 3])
    }
    for place in 16..<64 {
      let (late, early) = (words[place - 2], words[place - 15])
      let one = late.turned(17) ^ late.turned(19) ^ late >> 10
      let other = early.turned(7) ^ early.turned(18) ^ early >> 3
      words[place] = words[place - 16] &+ other &+ words[place - 7] &+ one
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for place in 0..<64 {
      let sum = e.turned(6) ^ e.turned(11) ^ e.turned(25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ sum &+ choice &+ roundConstants[place] &+ words[place]
      let other = a.turned(2) ^ a.turned(13) ^ a.turned(22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ other &+ majority)
    }
    for (place, value) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= value }
  }
}

extension UInt32 {
  fileprivate func turned(_ bits: UInt32) -> UInt32 { self >> bits | self << (32 - bits) }
}

// swift-format-ignore
private let roundConstants: [UInt32] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]
