// Writes plain values as Python's pickle does, protocol 4. Reads nothing, knows no classes.
// Format: CPython, Lib/pickletools.py (opcodes) and PEP 3154 (framing).

package import PipelineModel

package enum Pickle {
  /// The bytes that `pickle.load` turns into the value: numbers without fraction and exponent become
  /// `int`, others `float`.
  package static func write(_ value: Value) -> [UInt8] {
    var body = PickleBody()
    body.write(value)
    body.write(opcode: .stop)
    // As in CPython, a frame of less than 4 bytes is left out.
    let frame =
      body.bytes.count >= 4 ? [Opcode.frame.rawValue] + littleEndian(body.bytes.count) : []
    return [Opcode.protocol.rawValue, 4] + frame + body.bytes
  }
}

private enum Opcode: UInt8 {
  case `protocol` = 0x80
  case frame = 0x95
  case stop = 0x2E
  case none = 0x4E
  case newTrue = 0x88
  case newFalse = 0x89
  /// One byte, two bytes, four bytes with sign, and any length (little-endian, two's complement).
  case int1 = 0x4B
  case int2 = 0x4D
  case int4 = 0x4A
  case long1 = 0x8A
  case long4 = 0x8B
  /// Eight bytes, big-endian.
  case float = 0x47
  case shortText = 0x8C
  case text = 0x58
  case longText = 0x8D
  case emptyList = 0x5D
  case emptyDict = 0x7D
  case mark = 0x28
  case append = 0x61
  case appends = 0x65
  case setItem = 0x73
  case setItems = 0x75
  /// Keeps the top of the stack under the next number.
  case memoize = 0x94
}

private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

private struct PickleBody {
  private(set) var bytes: [UInt8] = []

  mutating func write(opcode: Opcode, _ operand: [UInt8] = []) {
    bytes.append(opcode.rawValue)
    bytes += operand
  }

  mutating func write(_ value: Value) {
    switch value {
    case .null: write(opcode: .none)
    case .boolean(let value): write(opcode: value ? .newTrue : .newFalse)
    case .integer(let value): write(integer: value)
    case .decimal(let digits): write(decimal: digits)
    case .text(let text): write(text: text)
    case .list(let values): write(list: values)
    case .mapping(let entries): write(mapping: entries)
    }
  }

  private mutating func write(integer value: Int) {
    if let small = UInt8(exactly: value) {
      write(opcode: .int1, [small])
    } else if let small = UInt16(exactly: value) {
      write(opcode: .int2, littleEndian(small))
    } else if let small = Int32(exactly: value) {
      write(opcode: .int4, littleEndian(small))
    } else {
      write(long: littleEndian(value), isNegative: value < 0)
    }
  }

  private mutating func write(decimal digits: String) {
    let isWhole = digits.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
    if isWhole {
      let isNegative = digits.utf8.first == UInt8(ascii: "-")
      let magnitude = binary(digits.utf8.drop { $0 == UInt8(ascii: "-") })
      write(long: isNegative ? negated(magnitude) : magnitude, isNegative: isNegative)
    } else {
      let bits = (Double(digits) ?? .nan).bitPattern
      write(opcode: .float, withUnsafeBytes(of: bits.bigEndian) { Array($0) })
    }
  }

  /// - Parameter number: little-endian two's complement of any length.
  private mutating func write(long number: [UInt8], isNegative: Bool) {
    var shortest = number
    let filler: UInt8 = isNegative ? 0xFF : 0
    while let last = shortest.last, last == filler,
      shortest.count > 1, (shortest[shortest.count - 2] & 0x80 != 0) == isNegative
    {
      shortest.removeLast()
    }
    if shortest == [0] { shortest = [] }
    if shortest.count < 256 {
      write(opcode: .long1, [UInt8(shortest.count)] + shortest)
    } else {
      write(opcode: .long4, littleEndian(Int32(shortest.count)) + shortest)
    }
  }

  private mutating func write(text: String) {
    let content = Array(text.utf8)
    if content.count < 256 {
      write(opcode: .shortText, [UInt8(content.count)])
    } else if content.count <= Int(UInt32.max) {
      write(opcode: .text, littleEndian(UInt32(content.count)))
    } else {
      write(opcode: .longText, littleEndian(content.count))
    }
    bytes += content
    write(opcode: .memoize)
  }

  private mutating func write(list: [Value]) {
    write(opcode: .emptyList)
    write(opcode: .memoize)
    write(batchesOf: list, one: .append, several: .appends) { $0.write($1) }
  }

  private mutating func write(mapping: [Value.Entry]) {
    write(opcode: .emptyDict)
    write(opcode: .memoize)
    write(batchesOf: mapping, one: .setItem, several: .setItems) {
      $0.write(text: $1.key)
      $0.write($1.value)
    }
  }

  /// CPython hands over a thousand items at a time.
  private mutating func write<Item>(
    batchesOf items: [Item], one: Opcode, several: Opcode,
    _ write: (inout PickleBody, Item) -> Void
  ) {
    var rest = items[...]
    while !rest.isEmpty {
      let batch = rest.prefix(1000)
      rest = rest.dropFirst(1000)
      if batch.count > 1 { self.write(opcode: .mark) }
      for item in batch { write(&self, item) }
      self.write(opcode: batch.count > 1 ? several : one)
    }
  }

  /// - Parameter digits: decimal, from the front.
  /// - Returns: the number, little-endian, with a zero byte at its end.
  /// - Complexity: O(digits²); such numbers have tens of digits.
  private func binary(_ digits: some Sequence<UInt8>) -> [UInt8] {
    var number: [UInt8] = []
    for digit in digits {
      var carry = Int(digit - 0x30)
      for place in number.indices {
        carry += Int(number[place]) * 10
        number[place] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { number.append(UInt8(carry)) }
    }
    return number + [0]
  }

  private func negated(_ number: [UInt8]) -> [UInt8] {
    var carry = 1
    return number.map { byte in
      carry += Int(~byte)
      defer { carry >>= 8 }
      return UInt8(carry & 0xFF)
    }
  }
}
