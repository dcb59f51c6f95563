// What git says that a file was at a revision. Git gets its words as they are, never through a shell,
// and is asked for the bytes alone: no filter, no pager, no question.

/// Why git gave no file.
package enum GitFailure: Error, Hashable, Sendable {
  case noRepository(folder: String)
  case noRevision(String)
  case noFile(String, revision: String)

  package var message: String {
    switch self {
    case .noRepository(let folder): "git knows no repository at \(folder)"
    case .noRevision(let revision): "git knows no revision \(revision)"
    case .noFile(let name, let revision): "\(revision) has no file \(name)"
    }
  }

  package var mend: String {
    switch self {
    case .noRepository: "Install git, or compare inside a repository"
    case .noRevision: "Name a commit, a branch or a tag, such as HEAD or HEAD~3"
    case .noFile: "Name a revision that has it"
    }
  }
}

package enum GitRevision {
  /// The bytes of a file as a commit, a branch or a tag has it.
  ///
  /// - Parameters:
  ///   - path: of the file itself, not of a link that leads to it.
  ///   - environment: where git is looked for, and what it finds.
  /// - Complexity: some processes; at most 10 seconds each.
  package static func read(_ path: String, at revision: String, environment: [String: String])
    throws(GitFailure) -> [UInt8]
  {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    var environment = environment
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    func git(_ words: String...) -> [UInt8]? {
      output(of: ["git", "-C", folder] + words, environment: environment, seconds: 10)
    }
    if let bytes = git("cat-file", "--end-of-options", "blob", "\(revision):./\(name)") {
      return bytes
    }
    if git("rev-parse", "--git-dir") == nil { throw .noRepository(folder: folder) }
    if git("rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{tree}") == nil {
      throw .noRevision(revision)
    }
    throw .noFile(name, revision: revision)
  }
}
