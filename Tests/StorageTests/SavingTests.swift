// Saving a file: what is kept, and that an error leaves the file as it was.

import CPosix
import Glibc
import Storage
import Testing

@Suite struct SavingTests {
  private let folder = TemporaryFolder()
  private let store: FileStore
  private let new = Array("new text\n".utf8)

  init() { store = FileStore(copiesFolder: folder / "copies/deep") }

  @Test func `a new file has the usual mode and nothing is left beside it`() throws {
    let fingerprint = try store.save(new, to: folder / "a.sil", expecting: .nothing)
    #expect(folder.text(of: "a.sil") == "new text\n")
    #expect(folder.names == ["a.sil"])
    let mask = umask(0o022)
    umask(mask)
    #expect(folder.status(of: "a.sil").st_mode & 0o777 == 0o666 & ~mask)
    #expect(try store.read(folder / "a.sil").fingerprint == fingerprint)
  }

  @Test func `a new file overwrites nothing`() {
    let path = folder.write("old", to: "a.sil")
    #expect(throws: FileError.exists(path: path)) {
      try store.save(new, to: path, expecting: .nothing)
    }
    #expect(folder.text(of: "a.sil") == "old")
  }

  @Test func `the old file is replaced by a new one in one step`() throws {
    let path = folder.write("old", to: "a.sil", mode: 0o4751)
    let reader = open(path, O_RDONLY)
    defer { close(reader) }
    let before = folder.status(of: "a.sil").st_ino
    let fingerprint = try store.save(new, to: path, expecting: try version(path))
    #expect(folder.text(of: "a.sil") == "new text\n")
    #expect(folder.status(of: "a.sil").st_ino != before)
    #expect(folder.status(of: "a.sil").st_mode & 0o7777 == 0o4751)
    #expect(folder.names == ["a.sil"])
    #expect(try store.read(path).fingerprint == fingerprint)
    // Who has the old one open still reads it whole.
    var bytes = [UInt8](repeating: 0, count: 9)
    #expect(read(reader, &bytes, 9) == 3)
  }

  @Test(.enabled(if: hasAttributes, "no extended attributes on this disk"))
  func `extended attributes stay`() throws {
    let path = folder.write("old", to: "a.sil")
    try #require(setAttribute("user.origin", "design", of: path))
    _ = try store.save(new, to: path, expecting: .anything)
    #expect(attribute("user.origin", of: path) == "design")
  }

  @Test(.enabled(if: hasAttributes, "no access control lists on this disk"))
  func `a list of access rights stays`() throws {
    let path = folder.write("old", to: "a.sil", mode: 0o640)
    // Version 2, then tag, rights and id of: owner, user 12345, group, mask, others (acl(5)).
    let entries: [(UInt16, UInt16, UInt32)] = [
      (1, 6, .max), (2, 4, 12345), (4, 4, .max), (16, 4, .max), (32, 0, .max),
    ]
    var list: [UInt8] = [2, 0, 0, 0]
    for (tag, rights, id) in entries {
      withUnsafeBytes(of: tag.littleEndian) { list += $0 }
      withUnsafeBytes(of: rights.littleEndian) { list += $0 }
      withUnsafeBytes(of: id.littleEndian) { list += $0 }
    }
    let name = "system.posix_acl_access"
    try #require(setAttribute(name, bytes: list, of: path))
    _ = try store.save(new, to: path, expecting: .anything)
    #expect(attributeBytes(name, of: path) == list)
    #expect(folder.status(of: "a.sil").st_mode & 0o777 == 0o640)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func `the owner stays`() throws {
    let path = folder.write("old", to: "a.sil", mode: 0o664)
    chown(path, 12345, 23456)
    _ = try store.save(new, to: path, expecting: .anything)
    let status = folder.status(of: "a.sil")
    #expect((status.st_uid, status.st_gid) == (12345, 23456))
    #expect(status.st_mode & 0o777 == 0o664)
  }

  @Test func `links are followed to the file they lead to`() throws {
    folder.write("old", to: "real.sil")
    symlink("real.sil", folder / "middle.sil")
    symlink(folder / "middle.sil", folder / "a.sil")
    _ = try store.save(new, to: folder / "a.sil", expecting: try version(folder / "a.sil"))
    #expect(folder.text(of: "real.sil") == "new text\n")
    #expect(folder.status(of: "a.sil").st_mode & S_IFMT == S_IFLNK)
    #expect(folder.status(of: "middle.sil").st_mode & S_IFMT == S_IFLNK)
    #expect(folder.names == ["a.sil", "middle.sil", "real.sil"])
  }

  @Test func `a link to nothing makes what it leads to`() throws {
    symlink("real.sil", folder / "a.sil")
    _ = try store.save(new, to: folder / "a.sil", expecting: .nothing)
    #expect(folder.text(of: "real.sil") == "new text\n")
    #expect(folder.status(of: "a.sil").st_mode & S_IFMT == S_IFLNK)
  }

  @Test(arguments: ["a text that is longer than the new one", "short"])
  func `other names of the file keep being its names`(old: String) throws {
    let path = folder.write(old, to: "a.sil", mode: 0o600)
    link(path, folder / "b.sil")
    let fingerprint = try store.save(new, to: path, expecting: try version(path))
    #expect(folder.text(of: "b.sil") == "new text\n")
    #expect(folder.status(of: "a.sil").st_nlink == 2)
    #expect(folder.names == ["a.sil", "b.sil"])
    #expect(try store.read(path).fingerprint == fingerprint)
  }

  @Test func `a file that somebody else has written is not overwritten`() throws {
    let path = folder.write("old", to: "a.sil")
    let read = try version(path)
    folder.write("theirs", to: "a.sil")
    #expect(throws: FileError.changedOnDisk(path: path)) {
      try store.save(new, to: path, expecting: read)
    }
    #expect(folder.text(of: "a.sil") == "theirs")
    unlink(path)
    #expect(throws: FileError.changedOnDisk(path: path)) {
      try store.save(new, to: path, expecting: read)
    }
    #expect(folder.names == [])
  }

  @Test func `what is no file is not saved to`() {
    #expect(throws: FileError.isFolder(path: folder.path)) {
      try store.save(new, to: folder.path, expecting: .anything)
    }
    #expect(throws: FileError.isFolder(path: folder.path + "/")) {
      try store.save(new, to: folder.path + "/", expecting: .anything)
    }
    #expect(throws: FileError.isNoFile(path: "/dev/full")) {
      try store.save(new, to: "/dev/full", expecting: .anything)
    }
    #expect(throws: FileError.folderMissing(path: folder / "no")) {
      try store.save(new, to: folder / "no/a.sil", expecting: .anything)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `a file that may not be written stays`() {
    let path = folder.write("old", to: "a.sil", mode: 0o444)
    #expect(throws: FileError.noPermission(path: path, to: .write)) {
      try store.save(new, to: path, expecting: .anything)
    }
    #expect(folder.text(of: "a.sil") == "old")
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `in a folder that may not be written the file is written in place`() throws {
    let path = folder.write("old", to: "a.sil")
    chmod(folder.path, 0o555)
    let copies = TemporaryFolder()
    let store = FileStore(copiesFolder: copies.path)
    _ = try store.save(new, to: path, expecting: .anything)
    #expect(folder.text(of: "a.sil") == "new text\n")
    #expect(folder.names == ["a.sil"])
    #expect(copies.names == [])
    #expect(throws: FileError.noPermission(path: folder / "b.sil", to: .write)) {
      try store.save(new, to: folder / "b.sil", expecting: .nothing)
    }
  }

  private func version(_ path: String) throws -> ExpectedFile {
    .version(try store.read(path).fingerprint)
  }
}

// MARK: Attributes

private let hasAttributes: Bool = {
  let folder = TemporaryFolder()
  return setAttribute("user.probe", "x", of: folder.write("", to: "a"))
}()

private func setAttribute(_ name: String, _ value: String, of path: String) -> Bool {
  setAttribute(name, bytes: Array(value.utf8), of: path)
}

private func setAttribute(_ name: String, bytes: [UInt8], of path: String) -> Bool {
  let descriptor = open(path, O_RDONLY)
  defer { close(descriptor) }
  return cposix_set_attribute(descriptor, name, bytes, bytes.count) == 0
}

private func attributeBytes(_ name: String, of path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  defer { close(descriptor) }
  var value = [UInt8](repeating: 0, count: 256)
  return Array(value[..<max(0, cposix_get_attribute(descriptor, name, &value, value.count))])
}

private func attribute(_ name: String, of path: String) -> String {
  String(decoding: attributeBytes(name, of: path), as: UTF8.self)
}
