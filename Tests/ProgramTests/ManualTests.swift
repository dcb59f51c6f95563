import TestSupport
import Testing

/// Help, completions and the changelog, as a person or a package takes them.
struct ManualTests {
  /// From the program's own help.
  private func commands(_ scratch: Scratch) -> [String] {
    let help = scratch.call("--help").output.split(separator: "\n")
    return help.drop { $0 != "SUBCOMMANDS:" }.compactMap { line in
      let isName = line.hasPrefix("  ") && line.dropFirst(2).first?.isLowercase == true
      return isName ? line.split(separator: " ").first.map(String.init) : nil
    }
  }

  private func isInstalled(_ program: String, _ scratch: Scratch) -> Bool {
    scratch.run("command -v \(program)").code == 0
  }

  @Test func `every command's help has an example and fits 80 columns`() throws {
    let scratch = try Scratch()
    let commands = commands(scratch)
    #expect(commands.count > 10 && commands.contains("edit"))
    for words in ["--help"] + commands.map({ $0 + " --help" }) {
      let help = scratch.call(words, environment: "COLUMNS=80")
      // The parser does not fold the line of the usage.
      let lines = help.output.split(separator: "\n")
      let wide = lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE: ") }
      #expect(help.code == 0 && wide.isEmpty, "\(words): \(wide)")
      #expect(help.output.contains("\nEXAMPLES\n"), "\(words)")
    }
  }

  @Test func `the help holds nothing that a manual page loses`() throws {
    let scratch = try Scratch()
    let help = scratch.call("--experimental-dump-help").output
    let lost = help.split(separator: "\n").filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
    #expect(help.contains("\"discussion\"") && lost.isEmpty, "\(lost)")
  }

  @Test func `the version is the newest of the changelog`() throws {
    let scratch = try Scratch()
    let version = scratch.call("--version").output.split(separator: "\n").joined()
    #expect(version.split(separator: ".").count == 3)
    #expect(scratch.call("changes").output.hasPrefix("## \(version) (20"))
  }

  @Test(arguments: [
    (["sil-tui", "ru"], ["run", "runs"]),
    (["sil-tui", "run", "p"], ["p.sil", "parts"]),
    (["sil-tui", "check", "no"], ["not.json"]),
    (["sil-tui", "run", "p.sil", "--only", ""], ["load", "tell"]),
    (["sil-tui", "logs", "p.sil", "t"], ["tell"]),
    (["sil-tui", "edit", "--theme", "hi"], ["high-contrast"]),
    (["sil-tui", "new", "--sample", "night"], ["nightly-etl"]),
    (["sil-tui", "export", "p.sil", "--to", ""], ["parts"]),
  ])
  func `bash completes`(words: [String], expected: [String]) throws {
    let scratch = try Scratch()
    let steps = ["load", "tell"].map { "  \($0): {code: 'def \($0)(): pass'}\n" }.joined()
    _ = try scratch.write("pipeline: p\nsteps:\n" + steps, to: "p.sil")
    for name in ["p.txt", "not.json"] { _ = try scratch.write("", to: name) }
    _ = scratch.run("mkdir parts")
    _ = try scratch.write(scratch.call("completions bash").output, to: "completions")
    _ = try scratch.write(
      """
      source completions
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _sil-tui sil-tui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"

      """, to: "drive")
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let folder = builtProgram("sil-tui").dropLast("sil-tui".count)
    let found = scratch.run("PATH='\(folder)':\"$PATH\" bash drive \(line)")
    #expect(found.output.split(separator: "\n").map(String.init).sorted() == expected)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `the script is one of its shell`(shell: String) throws {
    let scratch = try Scratch()
    let script = scratch.call("completions \(shell)")
    #expect(script.code == 0 && script.output.contains("sil-tui"))
    guard isInstalled(shell, scratch) else { return }
    _ = try scratch.write(script.output, to: "script")
    let judged = scratch.run("\(shell) -n script")
    #expect(judged.code == 0 && judged.errors == "", "\(judged.errors)")
  }
}
