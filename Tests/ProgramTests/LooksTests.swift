import Glibc
import TestSupport
import Testing

/// Keys and themes as the command line lists them.
struct LooksTests {
  @Test func `every pane's keys are listed with their commands`() throws {
    let scratch = try Scratch()
    for pane in ["graph", "step", "text"] {
      let result = scratch.call("keys --pane \(pane)")
      #expect(result.code == 0)
      #expect(result.output.contains("undo") && result.output.contains("Take back"))
    }
    #expect(scratch.call("keys --format markdown").output.contains("| --- | --- | --- |"))
    #expect(scratch.call("keys --pane nowhere").code == 2)
  }

  @Test func `built-in themes are listed and written`() throws {
    let scratch = try Scratch()
    let list = scratch.call("themes").output
    for name in ["dark", "light", "high-contrast", "color-blind", "mono"] {
      #expect(list.contains(name))
    }
    #expect(scratch.call("themes mono").output.contains("text: {fg: terminal"))
    let missing = scratch.call("themes nonsense")
    #expect(missing.code == 2 && missing.errors.contains("choose dark, light"))
    #expect(scratch.call("edit new.sil --theme nonsense").code == 2)
  }

  @Test func `a theme of one's own is listed, and told where it is wrong`() throws {
    let scratch = try Scratch()
    mkdir(scratch.path + "/sil-tui", 0o755)
    mkdir(scratch.path + "/sil-tui/themes", 0o755)
    _ = try scratch.write("text: {fg: white}\n", to: "sil-tui/themes/mine.yaml")
    let environment = "XDG_CONFIG_HOME='\(scratch.path)'"
    #expect(scratch.call("themes", environment: environment).output.contains("mine"))
    _ = try scratch.write("text: {fg: white}\nbox: {fg: pinkish}\n", to: "sil-tui/themes/mine.yaml")
    let wrong = scratch.call("themes", environment: environment)
    #expect(wrong.code == 1)
    #expect(wrong.output.contains("line 2: pinkish is no colour"), "\(wrong.output)")
  }
}
