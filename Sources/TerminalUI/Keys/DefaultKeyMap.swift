// The keys, as design/keymap.md decides them: one line per command, the key to learn first in
// front. Help, palette, footer, key boxes and the list of `sil-tui keys` are made from this table.

enum DefaultKeyMap {
  /// What each pane's keys are: its own, and those of the graph that it does not use itself.
  static let all: [Pane: KeyMap] = [
    .graph: KeyMap(expand(graph)), .step: KeyMap(expand(step, over: graph)),
    .text: KeyMap(expand(text, over: graph)),
  ]

  /// The same with a person's own keys, which come first and so are the ones that are shown.
  static func changed(by changes: [Pane: [KeyChange]]) -> [Pane: KeyMap] {
    func bindings(_ lines: [Line], _ pane: Pane, over others: [KeyMap.Binding]) -> [KeyMap.Binding]
    {
      let changes = changes[pane] ?? []
      let own = changes.compactMap { change in
        change.command.map { KeyMap.Binding(keys: change.keys, command: $0) }
      }
      let standard = KeyMap(expand(lines)).bindings.filter { line in
        !changes.contains { $0.displaces(line.keys) }
      }
      let mine = own + standard
      return mine
        + others.filter { other in
          !mine.contains { $0.keys.starts(with: other.keys) || other.keys.starts(with: $0.keys) }
            && !changes.contains { $0.keys == other.keys }
        }
    }
    let common = bindings(graph, .graph, over: [])
    return [
      .graph: KeyMap(bindings: common),
      .step: KeyMap(bindings: bindings(step, .step, over: common)),
      .text: KeyMap(bindings: bindings(text, .text, over: common)),
    ]
  }

  private typealias Line = (keys: String, command: String)

  /// Keys that mean the same stand in one line with two blanks between.
  private static func expand(_ lines: [Line], over others: [Line] = []) -> [Line] {
    let own = lines.flatMap { line in
      line.keys.split(separator: "  ").map { (keys: String($0), command: line.command) }
    }
    let taken = Set(own.map(\.keys))
    return own + (others.isEmpty ? [] : expand(others).filter { !taken.contains($0.keys) })
  }

  private static let graph: [Line] = [
    // Moving
    ("h  <Left>", "move-left"), ("j  <Down>", "move-down"), ("k  <Up>", "move-up"),
    ("l  <Right>", "move-right"), ("w  <C-Right>", "next-step"), ("b  <C-Left>", "previous-step"),
    ("}", "next-branch"), ("{", "previous-branch"), ("gg  <Home>", "first-step"),
    ("G  <End>", "last-step"), ("<C-d>", "scroll-down"), ("<C-u>", "scroll-up"),
    ("<PgDn>", "page-down"), ("<PgUp>", "page-up"), ("f  gw", "jump"), ("F", "jump-and-open"),
    ("g;  <M-Left>  <C-o>", "older-place"), ("g,  <M-Right>", "newer-place"),
    // Finding
    ("/  <Space>f", "find"), ("n  <F3>", "find-next"), ("N  <S-F3>", "find-previous"),
    ("g/", "find-step"), ("*", "find-same-code"), ("gr", "find-users"), ("K", "facts"),
    ("zl", "outline"),
    ("gf  <F8>", "next-problem"), ("gF  <S-F8>", "previous-problem"),
    // Steps
    ("a  <Ins>", "add-after"), ("i", "add-before"), ("o", "add-parallel"),
    ("O", "add-parallel-above"), ("A", "add-at-end"), ("I", "add-at-start"), ("ga", "add-alone"),
    ("x  <Del>  dd", "delete-step"), ("dD", "delete-without-healing"), ("db", "delete-branch"),
    ("r  <F2>", "rename"), ("<lt>", "move-earlier"), (">", "move-later"),
    ("<Enter>", "open-form"), ("g<Enter>", "pipeline-form"), ("gD", "defaults-form"),
    ("e  <F4>", "edit-code"), ("E", "edit-file"),
    (".", "repeat-last"),
    ("u  <Space>u", "undo"), ("<C-r>  U", "redo"), ("gu", "history"),
    ("yy", "copy"), ("p", "paste-after"), ("P", "paste-before"), ("ya", "copy-state"),
    ("Q", "record"), ("@", "replay"),
    // Connections
    ("c  <F6>", "connect"), ("C", "connect-into"), ("X  de", "disconnect"), ("S", "split-edge"),
    ("gc", "connect-series"),
    // Marks
    ("m  <Space>m  <Space><Space>", "mark"), (";", "clear-marks"), ("%", "mark-all"),
    ("su", "mark-upstream"), ("sd", "mark-downstream"), ("sc", "mark-connected"),
    ("si", "mark-others"), ("s/", "mark-found"), ("v", "mark-range"), ("V", "mark-branch"),
    ("<S-Left>", "mark-left"), ("<S-Down>", "mark-down"),
    ("<S-Up>", "mark-up"), ("<S-Right>", "mark-right"),
    // Places
    ("M", "move-step"), ("zp", "pin"), ("zu", "unpin"), ("zU", "unpin-all"), ("=", "tidy"),
    // View
    ("<Tab>  <C-w>w", "next-pane"), ("<S-Tab>  <C-w>W", "previous-pane"),
    ("<C-w>h  <C-w>k", "focus-graph"), ("<C-w>l", "focus-form"), ("<C-w>j", "focus-text"),
    ("+", "larger-pane"), ("_", "smaller-pane"), ("<C-w>o", "only-pane"),
    ("zi", "zoom-in"), ("zo", "zoom-out"), ("zf", "zoom-fit"), ("zd", "turn-flow"),
    ("zm", "minimap"),
    ("zz", "centre"), ("zt", "align-top"), ("zb", "align-bottom"),
    ("gd", "show-definition"), ("ge", "show-terraform"), ("gh", "show-handler"),
    ("gy", "show-file"), ("gs", "show-diff"), ("gp", "show-problems"),
    ("gC", "compare"), ("gt", "next-tab"), ("gT", "previous-tab"), ("<C-e>", "text-down"),
    ("<C-y>", "text-up"),
    // Running
    ("!!  <F5>  <Space>r", "run-all"), ("!s  <F7>", "run-step"), ("!f", "run-from"),
    ("!r", "run-failed"), ("!i", "run-typed"), ("!I", "run-input"), ("!k", "stop-run"),
    ("!l", "show-log"), ("!d", "show-data"), ("!e", "open-failure"), ("!p", "pin-output"),
    ("zw", "wrap-log"),
    // File and help
    ("<C-s>  ZZ  <Space>w", "save"), ("R", "reload"), ("<Space>e", "export"), ("q", "close"),
    ("<F10>", "quit"),
    ("yn", "copy-name"),
    ("yA", "copy-definition"), ("?  <F1>  <Space>k  <Space>?", "help"), (":", "command-line"),
    ("<C-p>  <Space>p", "palette"), ("<C-z>", "suspend"), ("<C-l>", "redraw"), ("<Esc>", "back"),
  ]

  /// What `:set cua=on` puts first: the keys of desktop programs.
  static let cua = KeyMap([
    ("<C-c>", "copy"), ("<C-v>", "paste-after"), ("<C-z>", "undo"), ("<C-y>", "redo"),
    ("<C-a>", "mark-all"), ("<C-f>", "find"), ("<C-q>", "quit"),
  ])

  private static let step: [Line] = [
    ("j  <Down>", "row-down"), ("k  <Up>", "row-up"), ("gg  <Home>", "row-first"),
    ("G  <End>", "row-last"), ("<Enter>", "edit-row"), ("x  <Del>  <BS>", "clear-row"),
  ]

  private static let text: [Line] = [
    ("j  <Down>", "text-down"), ("k  <Up>", "text-up"), ("gg  <Home>", "text-top"),
    ("G  <End>", "text-bottom"), ("<C-d>  <PgDn>  <Space><Space>", "text-page-down"),
    ("<C-u>  <PgUp>", "text-page-up"), ("l  <Right>", "next-tab"), ("h  <Left>", "previous-tab"),
    ("<Enter>", "choose-line"), ("/", "text-find"), ("n  <F3>", "text-find-next"),
    ("N  <S-F3>", "text-find-previous"),
  ]
}
