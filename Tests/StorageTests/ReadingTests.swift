// Reading a file, and noticing that it has changed.

import Glibc
import Storage
import Testing

@Suite struct ReadingTests {
  private let folder = TemporaryFolder()
  private let store: FileStore

  init() { store = FileStore(copiesFolder: folder / "copies") }

  @Test func `a file is read as it is`() throws {
    let path = folder.write("steps:\r\n\u{0}é", to: "a.sil")
    #expect(try store.read(path).bytes == Array("steps:\r\n\u{0}é".utf8))
    #expect(try store.read(folder.write("", to: "empty.sil")).bytes == [])
  }

  @Test func `what cannot be read is told with its mend`() {
    #expect(throws: FileError.missing(path: folder / "no.sil")) {
      try store.read(folder / "no.sil")
    }
    #expect(throws: FileError.isFolder(path: folder.path)) { try store.read(folder.path) }
    symlink("b", folder / "a")
    symlink("a", folder / "b")
    #expect(throws: FileError.linkLoop(path: folder / "a")) { try store.read(folder / "a") }
    #expect(FileError.missing(path: "x.sil").message == "there is no file x.sil")
  }

  @Test func `what is too large is not read`() {
    let path = folder.write("", to: "large.sil")
    truncate(path, off_t(FileStore.sizeLimit) + 1)
    let error = FileError.tooLarge(path: path, limit: FileStore.sizeLimit)
    #expect(throws: error) { try store.read(path) }
    #expect(throws: FileError.tooLarge(path: "/dev/zero", limit: FileStore.sizeLimit)) {
      try store.read("/dev/zero")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file of others is not read`() {
    let path = folder.write("x", to: "a.sil", mode: 0o200)
    #expect(throws: FileError.noPermission(path: path, to: .read)) { try store.read(path) }
  }

  @Test func `a change is noticed and a mere touch is none`() throws {
    let path = folder.write("steps:\n", to: "a.sil")
    let before = try store.read(path).fingerprint
    #expect(store.isUnchanged(path, since: before))
    utimes(path, nil)
    #expect(store.isUnchanged(path, since: before))
    unlink(path)
    #expect(!store.isUnchanged(path, since: before))
    folder.write("steps:\n", to: "a.sil")
    #expect(store.isUnchanged(path, since: before))
    folder.write("steps;\n", to: "a.sil")
    #expect(!store.isUnchanged(path, since: before))
  }
}
