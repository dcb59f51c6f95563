// What was made of styles last. A frame has about a dozen of them, asked for cell by cell.

/// Values by style, the last ones kept at places that follow from the styles' bits.
package struct StyleCache<Value> {
  private var entries = [(style: Style, value: Value)?](repeating: nil, count: 64)

  package init() {}

  /// The value of a style, made when it is not at hand.
  package mutating func value(of style: Style, make: (Style) -> Value) -> Value {
    let bits =
      style.foreground.packed &* 0x9E37_79B1 ^ style.background.packed &* 0x85EB_CA6B
      ^ UInt32(style.attributes.rawValue) &* 0xC2B2_AE35
    let place = Int(bits >> 26)
    if let known = entries[place], known.style == style { return known.value }
    let value = make(style)
    entries[place] = (style, value)
    return value
  }
}
