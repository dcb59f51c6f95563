// The nearest colour that a terminal has. Exact and the same everywhere; the tables are
// xterm's: a cube of 6 levels, 24 greys, and the 16 colours as its resources name them.

extension Color {
  /// The colour itself when `depth` has it, or else the nearest one there.
  package func reduced(to depth: ColorDepth) -> Color {
    switch (form, depth) {
    case (.terminal, _), (_, .truecolor): self
    case (_, .none): .terminal
    case (.palette, .palette): self
    case (.rgb(let red, let green, let blue), .palette):
      .palette(RGB(red, green, blue).nearestOfPalette)
    case (.palette(let index), .sixteen) where index < 16: self
    case (.palette(let index), .eight) where index < 16: .palette(index & 7)
    case (.palette(let index), .sixteen): .palette(RGB.ofPalette(index).nearest(of: 16))
    case (.palette(let index), .eight): .palette(RGB.ofPalette(index).nearest(of: 8))
    case (.rgb(let red, let green, let blue), .sixteen):
      .palette(RGB(red, green, blue).nearest(of: 16))
    case (.rgb(let red, let green, let blue), .eight):
      .palette(RGB(red, green, blue).nearest(of: 8))
    }
  }

  /// Red, green and blue as a number; `nil` for the terminal's own colour.
  package var rgbValue: UInt32? {
    switch form {
    case .terminal: nil
    case .palette(let index): RGB.ofPalette(index).packed
    case .rgb: packed & 0xFF_FFFF
    }
  }
}

extension Style {
  /// The style in the colours that `depth` has. With few of them the nearest of two colours may be
  /// the same one: then the foreground is the nearest that can be told from the background as well
  /// as before, or at 3 to 1.
  package func reduced(to depth: ColorDepth) -> Style {
    var style = self
    style.foreground = foreground.reduced(to: depth)
    style.background = background.reduced(to: depth)
    let count = depth == .eight ? 8 : 16
    guard depth == .eight || depth == .sixteen, let wanted = foreground.contrast(with: background),
      let left = style.foreground.contrast(with: style.background), left < min(wanted, 3),
      let value = foreground.rgbValue
    else { return style }
    let readable = (0..<UInt8(count)).filter {
      Color.palette($0).contrast(with: style.background) ?? 0 >= min(wanted, 3)
    }
    let alike = RGB(value).candidates(of: count).filter(readable.contains)
    style.foreground = .palette(RGB(value).nearest(in: alike.isEmpty ? readable : alike))
    return style
  }
}

/// A colour as three numbers from 0 to 255.
private struct RGB {
  let red: Int
  let green: Int
  let blue: Int

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = Int(red)
    self.green = Int(green)
    self.blue = Int(blue)
  }

  init(_ packed: UInt32) {
    red = Int(packed >> 16)
    green = Int(packed >> 8 & 0xFF)
    blue = Int(packed & 0xFF)
  }

  var packed: UInt32 { UInt32(red << 16 | green << 8 | blue) }

  static let cubeLevels = [0, 95, 135, 175, 215, 255]
  static let ansi: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  static func ofPalette(_ index: UInt8) -> RGB {
    let index = Int(index)
    if index < 16 { return RGB(ansi[index]) }
    if index >= 232 {
      let grey = UInt8(8 + 10 * (index - 232))
      return RGB(grey, grey, grey)
    }
    let cube = index - 16
    return RGB(
      UInt32(
        cubeLevels[cube / 36] << 16 | cubeLevels[cube / 6 % 6] << 8 | cubeLevels[cube % 6]))
  }

  /// Squared distance with weights for how bright the eye sees each part ("redmean", after
  /// Riemersma, compuphase.com/cmetric.htm), times 256.
  func distance(to other: RGB) -> Int {
    let mean = (red + other.red) / 2
    let (dr, dg, db) = (red - other.red, green - other.green, blue - other.blue)
    return (512 + mean) * dr * dr + 1024 * dg * dg + (767 - mean) * db * db
  }

  /// The first 16 are left out: people change them.
  var nearestOfPalette: UInt8 { nearest(in: 16...255) }
  func nearest(of count: Int) -> UInt8 { nearest(in: candidates(of: count)) }

  /// Greys stay greys: half of the few colours are nearer to them than black and white are.
  func candidates(of count: Int) -> [UInt8] {
    isGrey ? [0, 7, 8, 15].filter { $0 < count } : Array(0..<UInt8(count))
  }

  private var isGrey: Bool { max(red, green, blue) - min(red, green, blue) < 48 }

  func nearest(in indices: some Sequence<UInt8>) -> UInt8 {
    var best: UInt8 = 0
    var least = Int.max
    for candidate in indices {
      let distance = distance(to: RGB.ofPalette(candidate))
      if distance < least { (best, least) = (candidate, distance) }
    }
    return best
  }
}
