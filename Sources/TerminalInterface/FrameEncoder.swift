// From what a terminal shows to what it shall show: the bytes that change the one into the other,
// for terminals that read ECMA-48 control sequences. Pure; which terminals those are and what
// they can do is found out where the terminal is taken.

import Glibc

/// A style as a terminal takes it.
package struct StyleCodes: Hashable, Sendable {
  /// The style in the colours and attributes that the terminal has; what is the same here looks
  /// the same there.
  package let look: Style
  /// Parameters of Select Graphic Rendition (ECMA-48, 8.3.117), such as `38;5;253`; empty where
  /// there are no colours.
  package let foreground: [UInt8]
  package let background: [UInt8]

  package init(look: Style, foreground: [UInt8], background: [UInt8]) {
    self.look = look
    self.foreground = foreground
    self.background = background
  }
}

/// Writes frames as bytes.
///
/// It sends what differs, goes over short gaps instead of around them, erases blanks at once, and
/// trusts no terminal with the width of a character that terminals disagree on: after one it says
/// anew where it is.
package struct FrameEncoder {
  /// What the terminal does with the cells that are erased.
  package enum Erasing: Sendable {
    /// They take the background that is set ("back color erase").
    case inBackground
    /// Unknown, or there is no erasing of single cells.
    case notUsed
  }

  private let erasing: Erasing
  private let makeCodes: (Style) -> StyleCodes
  private var made = StyleCache<StyleCodes>()
  private var bytes: [UInt8] = []
  /// Where the terminal writes next; a row of -1 when that is not known.
  private var (row, column) = (-1, 0)
  /// What it writes with; `nil` when that is not known.
  private var look: Style?

  package init(erasing: Erasing, codes: @escaping (Style) -> StyleCodes) {
    self.erasing = erasing
    makeCodes = codes
  }

  /// The bytes that turn `shown` into `frame`, without the cursor's visibility; empty when nothing
  /// differs. A `shown` of `nil` or of another size clears the terminal first.
  package mutating func encode(_ frame: Screen, over shown: Screen?) -> [UInt8] {
    bytes.removeAll(keepingCapacity: true)
    let before: Screen
    if let shown, shown.columns == frame.columns, shown.rows == frame.rows {
      before = shown
    } else {
      before = clear(for: frame)
    }
    let size = MemoryLayout<Cell>.stride
    let width = frame.columns
    frame.cells.withUnsafeBufferPointer { new in
      before.cells.withUnsafeBufferPointer { old in
        guard let newStart = new.baseAddress, let oldStart = old.baseAddress else { return }
        for y in 0..<frame.rows {
          let start = y * width
          if memcmp(newStart + start, oldStart + start, width * size) == 0 { continue }
          encode(
            Line(new: newStart + start, old: oldStart + start, width: width), row: y)
        }
      }
    }
    if let cursor = frame.cursor, !bytes.isEmpty || shown?.cursor != cursor {
      move(to: cursor.x, row: cursor.y, over: nil)
    }
    return bytes
  }

  /// Forgets what the terminal was told, as after another program has had it.
  package mutating func forget() { (row, look) = (-1, nil) }

  /// Clears the terminal and gives what is known of it then: nothing, as not every terminal gives a
  /// cleared screen the background that is set.
  private mutating func clear(for frame: Screen) -> Screen {
    forget()
    bytes += "\u{1B}[0m\u{1B}[H\u{1B}[2J".utf8
    (row, column, look) = (0, 0, .plain)
    return Screen(unknownLike: frame)
  }

  // MARK: A row

  /// The cells of one row, as they are and as they shall be.
  private struct Line {
    let new: UnsafePointer<Cell>
    let old: UnsafePointer<Cell>
    let width: Int

    /// Whether nothing that is seen differs.
    func isSame(_ x: Int) -> Bool {
      memcmp(new + x, old + x, MemoryLayout<Cell>.stride) == 0
        || new[x].isErasable && old[x].isErasable
          && new[x].style.background == old[x].style.background
    }
  }

  private mutating func encode(_ line: Line, row y: Int) {
    var end = line.width
    while end > 0, line.isSame(end - 1) { end -= 1 }
    var x = 0
    while x < end {
      // The right half of a wide character came with the left one.
      if line.isSame(x) || line.new[x].width == 0 {
        x += 1
        continue
      }
      if let next = erase(from: x, to: end, of: line, row: y) {
        x = next
        continue
      }
      move(to: x, row: y, over: line)
      write(line.new[x], in: line.width)
      x += Int(line.new[x].width)
    }
  }

  /// Erases the blanks from `x` on when that is shorter than writing them, and gives where they
  /// end.
  private mutating func erase(from x: Int, to end: Int, of line: Line, row y: Int) -> Int? {
    guard erasing == .inBackground, line.new[x].isErasable else { return nil }
    let background = line.new[x].style.background
    var last = x
    var stop = x + 1
    while stop < line.width, line.new[stop].isErasable,
      line.new[stop].style.background == background
    {
      if stop < end, !line.isSame(stop) { last = stop }
      stop += 1
    }
    let count = last + 1 - x
    // A cell that is written is a byte; erasing takes a sequence, and often one to go on after it.
    guard count > (stop == line.width ? 3 : 8) else { return nil }
    move(to: x, row: y, over: line)
    selectForBlank(codes(of: line.new[x].style))
    sequence(stop == line.width ? 1 : count, stop == line.width ? "K" : "X")
    return last + 1
  }

  // MARK: Going and writing

  private mutating func move(to x: Int, row y: Int, over line: Line?) {
    if row == y, column == x { return }
    if row == y, x > column {
      if let line, x - column <= 4, isCheap(column..<x, of: line) {
        for between in column..<x { write(line.new[between], in: line.width) }
      } else {
        sequence(x - column, "C")
      }
    } else {
      begin()
      number(y + 1)
      if x > 0 {
        bytes.append(UInt8(ascii: ";"))
        number(x + 1)
      }
      bytes.append(UInt8(ascii: "H"))
    }
    (row, column) = (y, x)
  }

  /// Whether these cells can be written again with the look that is set, a byte or two each.
  private mutating func isCheap(_ cells: Range<Int>, of line: Line) -> Bool {
    for x in cells {
      let cell = line.new[x]
      guard cell.width == 1, cell.base.value < 0x7F, cell.firstMark == "\0", let look else {
        return false
      }
      let other = codes(of: cell.style).look
      guard other == look || cell.isErasable && other.looksBlank(like: look) else { return false }
    }
    return true
  }

  private mutating func write(_ cell: Cell, in width: Int) {
    let codes = codes(of: cell.style)
    if cell.isErasable {
      selectForBlank(codes)
      bytes.append(UInt8(ascii: " "))
    } else {
      select(codes)
      append(cell.base)
      if cell.firstMark != "\0" { append(cell.firstMark) }
      if cell.secondMark != "\0" { append(cell.secondMark) }
    }
    column += Int(cell.width)
    // In the last column a terminal waits with the step to the next row.
    if column >= width || !cell.hasCertainWidth { row = -1 }
  }

  // MARK: Looks

  private mutating func codes(of style: Style) -> StyleCodes {
    made.value(of: style, make: makeCodes)
  }

  /// Sets what differs; attributes can only be taken away together.
  private mutating func select(_ codes: StyleCodes) {
    let new = codes.look
    if look == new { return }
    var old = look ?? .plain
    begin()
    if look == nil || !new.attributes.isSuperset(of: old.attributes) {
      parameter("0".utf8)
      old = .plain
    }
    let added = new.attributes.subtracting(old.attributes)
    for (attribute, code) in FrameEncoder.attributes where added.contains(attribute) {
      parameter(code)
    }
    if new.foreground != old.foreground { parameter(codes.foreground) }
    if new.background != old.background { parameter(codes.background) }
    bytes[bytes.count - 1] = UInt8(ascii: "m")
    look = new
  }

  private static let attributes: [(Style.Attributes, String.UTF8View)] = [
    (.bold, "1".utf8), (.dim, "2".utf8), (.italic, "3".utf8), (.underline, "4".utf8),
    (.reverse, "7".utf8),
  ]

  /// Sets as much as is seen of a blank.
  private mutating func selectForBlank(_ codes: StyleCodes) {
    // Some terminals erase in the look of reversed or underlined text.
    guard let look, look.attributes.isDisjoint(with: .drawnOnBlanks) else { return select(codes) }
    if look.background == codes.look.background { return }
    begin()
    parameter(codes.background)
    bytes[bytes.count - 1] = UInt8(ascii: "m")
    self.look?.background = codes.look.background
  }

  // MARK: Bytes

  private mutating func begin() {
    bytes.append(0x1B)
    bytes.append(UInt8(ascii: "["))
  }

  private mutating func parameter(_ digits: some Collection<UInt8>) {
    bytes += digits
    bytes.append(UInt8(ascii: ";"))
  }

  /// A control sequence with one number, which is left out when it is 1.
  private mutating func sequence(_ count: Int, _ final: Unicode.Scalar) {
    begin()
    if count > 1 { number(count) }
    bytes.append(UInt8(truncatingIfNeeded: final.value))
  }

  private mutating func number(_ value: Int) {
    if value >= 10 { number(value / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      bytes.append(UInt8(scalar.value))
    } else {
      bytes += scalar.utf8
    }
  }
}

extension Style.Attributes {
  /// What is seen of a blank.
  fileprivate static let drawnOnBlanks: Style.Attributes = [.underline, .reverse]
}

extension Style {
  /// Whether a blank looks the same in both.
  fileprivate func looksBlank(like other: Style) -> Bool {
    background == other.background
      && attributes.union(other.attributes).isDisjoint(with: .drawnOnBlanks)
  }
}

extension Cell {
  /// Whether it is the same as an erased cell in its background.
  fileprivate var isErasable: Bool {
    base == " " && firstMark == "\0" && style.attributes.isDisjoint(with: .drawnOnBlanks)
  }

  /// Whether all terminals take it for as wide as we do: ASCII, Latin letters, lines and blocks.
  fileprivate var hasCertainWidth: Bool {
    width == 1 && firstMark == "\0"
      && (base.value < 0x300 || 0x2010..<0x2030 ~= base.value || 0x2190..<0x2200 ~= base.value
        || 0x2500..<0x2600 ~= base.value)
  }
}
