import CloudExport
import PipelineModel
import Testing

/// The expected bytes are what CPython's `pickle.dumps(value, 4)` gives.
struct BundlePickleTests {
  @Test(arguments: [
    (Value.list([]), "80045d942e"),
    (.list([.text("a")]), "80049508000000000000005d948c016194612e"),
    (
      .list([.text("a"), .text("b")]),
      "8004950d000000000000005d94288c0161948c016294652e"
    ),
    (.text("preprocess_2"), "80049510000000000000008c0c70726570726f636573735f32942e"),
    (.integer(-128), "80049506000000000000004a80ffffff2e"),
    (.integer(140_737_488_355_328), "8004950a000000000000008a07000000000080002e"),
    (.integer(-140_737_488_355_328), "80049509000000000000008a060000000000802e"),
    (
      .mapping([.init("k", .list([.integer(1), .mapping([.init("n", .null)])]))]),
      "80049516000000000000007d948c016b945d94284b017d948c016e944e7365732e"
    ),
    (
      .mapping([.init("a", .integer(1)), .init("b", .integer(2))]),
      "80049511000000000000007d94288c0161944b018c0162944b02752e"
    ),
  ])
  func `a constant is pickled as Python pickles it`(value: Value, expected: String) {
    #expect(hexadecimal(Pickle.write(value)) == expected)
  }

  @Test func `every kind of number is pickled as Python pickles it`() {
    let numbers: [Value] = [
      .integer(0), .integer(-7), .integer(255), .integer(256), .integer(65535), .integer(65536),
      .integer(-2_147_483_648), .integer(2_147_483_648), .integer(.max), .integer(.min),
      .decimal("18446744073709551616"), .decimal("-18446744073709551616"), .decimal("2.5"),
    ]
    #expect(
      hexadecimal(Pickle.write(.list([.null, .boolean(true), .boolean(false)] + numbers))) == """
        8004955b000000000000005d94284e88894b004af9ffffff4bff4d00014dffff4a000001004a00000080\
        8a0500000080008a08ffffffffffffff7f8a0800000000000000808a090000000000000000018a09\
        0000000000000000ff474004000000000000652e
        """)
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
