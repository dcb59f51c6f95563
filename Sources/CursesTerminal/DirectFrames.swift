// Frames for terminals that read the standard sequences. ncurses, which compares every frame a second
// time and looks up every change of colour in terminfo, takes about as long for one as we take
// for all else, and knows 256 colours at most of most terminals.

import CNcurses
import TerminalInterface

struct DirectFrames {
  private var encoder: FrameEncoder
  private var bytes: [UInt8] = []
  private let showCursor: [UInt8]
  private let hideCursor: [UInt8]

  init(_ colors: TerminalColors) {
    encoder = FrameEncoder(erasing: cnc_can_erase() == 1 ? .inBackground : .notUsed) {
      colors.codes(of: $0)
    }
    func cursor(_ isVisible: Int32) -> [UInt8] {
      [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
        count = cnc_cursor_bytes(isVisible, buffer.baseAddress, buffer.count)
      }
    }
    showCursor = cursor(1)
    hideCursor = cursor(0)
  }

  /// Sends what changes the terminal from `shown` to `frame`, in one piece.
  mutating func draw(_ frame: Screen, over shown: Screen?, isSynchronized: Bool) {
    if shown == nil { cnc_begin() }
    let changes = encoder.encode(frame, over: shown)
    let isVisible = frame.cursor != nil
    let wasVisible = shown.map { $0.cursor != nil }
    if changes.isEmpty && isVisible == wasVisible { return }
    // A short frame arrives in one piece anyway.
    let isHeld = isSynchronized && (shown == nil || changes.count > 400)
    bytes.removeAll(keepingCapacity: true)
    if isHeld { bytes += "\u{1B}[?2026h".utf8 }
    if !isVisible && wasVisible != false { bytes += hideCursor }
    bytes += changes
    if isVisible && wasVisible != true { bytes += showCursor }
    if isHeld { bytes += "\u{1B}[?2026l".utf8 }
    cnc_send(bytes, bytes.count)
  }
}
