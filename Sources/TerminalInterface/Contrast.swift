// How well one colour is read on another one, after the Web Content Accessibility Guidelines 2.2:
// relative luminance and contrast ratio.

import Glibc

extension Color {
  /// From 0 for black to 1 for white; `nil` for the terminal's own colour, of which nothing is known.
  package var luminance: Double? {
    rgbValue.map { value in
      func linear(_ part: UInt32) -> Double {
        let share = Double(part & 0xFF) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8) + 0.0722 * linear(value)
    }
  }

  /// From 1 for the same brightness to 21 for black on white; `nil` when one is not known.
  package func contrast(with other: Color) -> Double? {
    guard let one = luminance, let other = other.luminance else { return nil }
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }
}
