// The characters that must meet their neighbours without a gap, as shapes in a cell: lines, corners,
// arrowheads and blocks. Other characters are left to fonts.

import GraphLayout

/// How a character fills its cell.
enum LineShape: Hashable, Sendable {
  /// The weights of the arms of a line: 0 for none, 1 for a light one, 2 for a heavy one.
  case arms(left: UInt8, right: UInt8, up: UInt8, down: UInt8)
  /// A rounded corner that joins an arm across with an upright one.
  case corner(isLeft: Bool, isUp: Bool)
  /// A filled triangle that points this way.
  case head(dx: Int, dy: Int)
  /// Eighths of the cell from the left that are filled.
  case block(eighths: Int)

  /// `nil` for a character that a font draws.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x256D: self = .corner(isLeft: false, isUp: false)
    case 0x256E: self = .corner(isLeft: true, isUp: false)
    case 0x256F: self = .corner(isLeft: true, isUp: true)
    case 0x2570: self = .corner(isLeft: false, isUp: true)
    case 0x2500...0x257F:
      let start = Int(scalar.value - 0x2500) * 4
      let arms = Self.weights[start..<start + 4].map { $0 &- UInt8(ascii: "0") }
      guard arms.allSatisfy({ $0 < 3 }) else { return nil }
      self = .arms(left: arms[0], right: arms[1], up: arms[2], down: arms[3])
    case 0x2588...0x258F: self = .block(eighths: 8 - Int(scalar.value - 0x2588))
    case 0x25B6: self = .head(dx: 1, dy: 0)
    case 0x25C0: self = .head(dx: -1, dy: 0)
    case 0x25B2: self = .head(dx: 0, dy: -1)
    case 0x25BC: self = .head(dx: 0, dy: 1)
    default: return nil
    }
  }

  /// The weight with which it reaches the middle of a side.
  func arm(_ side: LineArms) -> UInt8 {
    switch self {
    case .arms(let left, let right, let up, let down):
      side == .left ? left : side == .right ? right : side == .up ? up : down
    case .corner(let isLeft, let isUp):
      side == (isLeft ? .left : .right) || side == (isUp ? .up : .down) ? 1 : 0
    case .head, .block: 0
    }
  }

  /// Weights left, right, up and down of U+2500 to U+257F, as their Unicode names say; dots for
  /// dashed, double, slanting and rounded ones.
  private static let weights = Array(
    """
    1100220000110022................\
    ................0101020101020202\
    10012001100220020110021001200220\
    10102010102020200111021101210112\
    01220221021202221011201110211012\
    10222021201220221101210112012201\
    11022102120222021110211012102210\
    11202120122022201111211112112211\
    11211112112221211221211212122221\
    2212212212222222................\
    ................................\
    ................................\
    ................................\
    ................................\
    ................1000001001000001\
    20000020020000021200001221000021
    """.utf8)
}
