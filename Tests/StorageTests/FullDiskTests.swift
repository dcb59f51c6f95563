// A full disk, a read-only disk: small file systems in memory, where the machine lets us mount.

import Glibc
import Storage
import Testing

@Suite(.serialized) struct FullDiskTests {
  private static let mayMount: Bool = {
    let folder = TemporaryFolder()
    defer { umount(folder.path) }
    return mount("none", folder.path, "tmpfs", 0, "size=64k") == 0
  }()

  private func onSmallDisk(_ test: (TemporaryFolder, FileStore) throws -> Void) throws {
    let folder = TemporaryFolder()
    try #require(mount("none", folder.path, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(folder.path, Int32(MNT_DETACH)) }
    try test(folder, FileStore(copiesFolder: folder / "copies"))
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"), arguments: [1, 2])
  func `on a full disk the file stays as it was`(names: Int) throws {
    try onSmallDisk { folder, store in
      let path = folder.write("old text", to: "a.sil")
      if names == 2 { link(path, folder / "b.sil") }
      let large = [UInt8](repeating: 0x61, count: 100_000)
      #expect(throws: FileError.diskFull(path: path)) {
        try store.save(large, to: path, expecting: .anything)
      }
      #expect(folder.text(of: "a.sil") == "old text")
      #expect(folder.names == (names == 2 ? ["a.sil", "b.sil"] : ["a.sil"]))
      #expect(throws: FileError.diskFull(path: folder / "new.sil")) {
        try store.save(large, to: folder / "new.sil", expecting: .nothing)
      }
      #expect(!folder.names.contains("new.sil"))
    }
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `on a read-only disk the file stays as it was`() throws {
    try onSmallDisk { folder, store in
      let path = folder.write("old text", to: "a.sil")
      try #require(
        mount("none", folder.path, "", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
      #expect(throws: FileError.readOnlyDisk(path: path)) {
        try store.save([1], to: path, expecting: .anything)
      }
      #expect(folder.text(of: "a.sil") == "old text")
    }
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `a file that is mounted by itself is written in place`() throws {
    try onSmallDisk { folder, store in
      let path = folder.write("old text", to: "a.sil")
      let other = folder.write("mounted here", to: "place.sil")
      try #require(mount(path, other, "", UInt(MS_BIND), "") == 0)
      defer { umount(other) }
      _ = try store.save([0x78], to: other, expecting: .anything)
      #expect(folder.text(of: "place.sil") == "x")
      #expect(folder.text(of: "a.sil") == "x")
      #expect(folder.names == ["a.sil", "place.sil"])
    }
  }
}
