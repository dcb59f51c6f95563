// What terminals send becomes the keys that people pressed, however the bytes are split.

import TerminalInterface
import TestSupport
import Testing

@Suite struct KeyDecoderTests {
  private func events(_ bytes: [UInt8]) -> [TerminalEvent] {
    var decoder = KeyDecoder()
    return decoder.decode(bytes) + decoder.flush()
  }

  private func keys(_ text: String) -> String { keys(Array(text.utf8)) }

  private func keys(_ bytes: [UInt8]) -> String {
    events(bytes).map { event in
      if case .key(let stroke) = event { stroke.description } else { "(\(event))" }
    }.joined()
  }

  @Test func `letters of any script are keys`() {
    #expect(keys("aGé数👍") == "aGé数👍")
  }

  @Test func `control characters are keys with Control or keys of their own`() {
    #expect(keys("\u{13}\u{0}\u{1F}\u{1C}\u{1A}") == "<C-s><C-Space><C-_><C-\\><C-z>")
    #expect(keys("\r\n\t\u{8}\u{7F}") == "<Enter><Enter><Tab><BS><BS>")
  }

  @Test func `Escape alone is a key after a while`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.isUndecided)
    #expect(decoder.flush() == [.key(KeyStroke(.escape))])
    #expect(!decoder.isUndecided)
    #expect(decoder.flush() == [])
  }

  @Test func `Alt comes as Escape before the key`() {
    #expect(keys("\u{1B}x\u{1B}X\u{1B}é\u{1B}\r\u{1B}\u{7F}") == "<M-x><M-X><M-é><M-Enter><M-BS>")
    #expect(keys("\u{1B}[") == "<M-[>")
    #expect(keys("\u{1B}O") == "<M-O>")
    #expect(keys("\u{1B}]") == "<M-]>")
    #expect(keys("\u{1B}\u{1B}") == "<Esc><Esc>")
    #expect(keys("\u{1B}\u{1B}[A") == "<Esc><Up>")
  }

  @Test func `arrows are known in both forms and with what is held`() {
    #expect(
      keys("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD\u{1B}[H\u{1B}OF")
        == "<Up><Down><Right><Left><Home><End>")
    #expect(keys("\u{1B}[1;2A\u{1B}[1;5D\u{1B}[1;3C\u{1B}O5A") == "<S-Up><C-Left><M-Right><C-Up>")
  }

  @Test func `function and editing keys of xterm, rxvt and the Linux console`() {
    #expect(
      keys("\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[A\u{1B}[11~\u{1B}[1;2P")
        == "<F1><F5><F12><F1><F1><S-F1>")
    #expect(keys("\u{1B}[1;2R\u{1B}[13;2~") == "<S-F3><S-F3>")
    #expect(
      keys("\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6;5~\u{1B}[7~\u{1B}[8~")
        == "<Ins><Del><PgUp><C-PgDn><Home><End>")
    #expect(keys("\u{1B}[Z\u{1B}OM\u{1B}Oj") == "<S-Tab><Enter>*")
  }

  @Test func `keys sent by their numbers`() {
    #expect(keys("\u{1B}[97;5u\u{1B}[13;2u\u{1B}[105;5u\u{1B}[97;2u") == "<C-a><S-Enter><Tab>A")
    #expect(keys("\u{1B}[27;5;13~\u{1B}[97:65;6u") == "<C-Enter><C-S-a>")
  }

  @Test func `the mouse reaches beyond column 223`() {
    let press = events(Array("\u{1B}[<0;280;61M\u{1B}[<0;280;61m".utf8))
    #expect(
      press == [
        .mouse(MouseEvent(.press(.left), x: 279, y: 60)),
        .mouse(MouseEvent(.release(.left), x: 279, y: 60)),
      ])
    let moves = events(Array("\u{1B}[<32;1;1M\u{1B}[<65;2;3M\u{1B}[<18;2;3M\u{1B}[<35;2;3M".utf8))
    #expect(
      moves == [
        .mouse(MouseEvent(.drag(.left), x: 0, y: 0)), .mouse(MouseEvent(.wheel(.down), x: 1, y: 2)),
        .mouse(MouseEvent(.press(.right), x: 1, y: 2, modifiers: .control)),
        .mouse(MouseEvent(.move, x: 1, y: 2)),
      ])
    #expect(
      events(Array("\u{1B}[M #\"a".utf8)) == [
        .mouse(MouseEvent(.press(.left), x: 2, y: 1)), .key(KeyStroke("a")),
      ])
  }

  @Test(arguments: 1...9)
  func `a paste is one event however it comes`(chunk: Int) {
    let pasted = Array("gg\r\u{1B}[Ax\u{1B}[201\u{FF}~".utf8)
    let sent = Array("a\u{1B}[200~".utf8) + pasted + Array("\u{1B}[201~b".utf8)
    var decoder = KeyDecoder()
    var got: [TerminalEvent] = []
    for start in stride(from: 0, to: sent.count, by: chunk) {
      got += decoder.decode(sent[start..<min(start + chunk, sent.count)])
    }
    #expect(got == [.key(KeyStroke("a")), .paste(pasted), .key(KeyStroke("b"))])
  }

  @Test func `bad bytes are dropped and good keys are not`() {
    #expect(keys([0xFF, 0xC3, 0x41, 0x80, 0x62]) == "Ab")
    #expect(keys([0xE6, 0x95, 0x63]) == "c")
    #expect(keys([0xED, 0xA0, 0x80, 0x64]) == "d")
    #expect(keys([0xC0, 0xAF, 0x65]) == "e")
    #expect(keys([0xF0, 0xC3, 0xA9]) == "é")
  }

  @Test func `answers of terminals are no keys`() {
    #expect(events(Array("\u{1B}[?2026;2$y".utf8)) == [.modeReport(mode: 2026, setting: 2)])
    #expect(events(Array("\u{1B}[I\u{1B}[O".utf8)) == [.focus(isIn: true), .focus(isIn: false)])
    #expect(keys("\u{1B}[?62;1;6c\u{1B}[>1;10;0cx") == "x")
    #expect(keys("\u{1B}]11;rgb:0000/1111/2222\u{7}x\u{1B}]11;?\u{1B}\\y") == "xy")
    #expect(keys("\u{1B}P1$r0m\u{1B}\\z") == "z")
    #expect(keys("\u{1B}[1;2;3;4;5;99999999999999999999Qx\u{1B}[99~y\u{1B}[5 qz") == "<S-F2>xyz")
    #expect(keys("\u{1B}[" + String(repeating: "1;", count: 4000) + "Ax") == "x")
  }

  @Test func `a sequence that is broken off does not swallow the next key`() {
    #expect(keys("\u{1B}[12\rj") == "<Enter>j")
    #expect(keys("\u{1B}[1;\u{1B}[A") == "<Up>")
    #expect(keys("\u{1B}[<0;3\u{18}k") == "k")
  }

  /// No bytes stop the decoder, and splitting them changes nothing.
  @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
  func `any bytes are survived and mean the same in any pieces`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let favoured =
      Array("\u{1B}\u{1B}\u{1B}[[O<?;:0129~ABMmuyZPI$ \u{7}".utf8) + [0xC3, 0xE6, 0x9B]
    let bytes = (0..<4000).map { _ in
      Int.random(in: 0..<4, using: &random) == 0
        ? UInt8.random(in: .min ... .max, using: &random)
        : favoured[Int.random(in: 0..<favoured.count, using: &random)]
    }
    var whole = KeyDecoder()
    let expected = whole.decode(bytes)
    var pieces = KeyDecoder()
    var got: [TerminalEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...7, using: &random)
      got += pieces.decode(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    #expect(got == expected)
    #expect(pieces.flush() == whole.flush())
  }
}
