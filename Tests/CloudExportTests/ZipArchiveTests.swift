import CloudExport
import TestSupport
import Testing

struct ZipArchiveTests {
  /// The archive that Python's zipfile writes for the same file, date, mode and method.
  @Test func `a stored file is what zipfile writes`() throws {
    let archive = try ZipArchive.write(FileTree([.init("a.py", Array("x = 1\n".utf8))]))
    #expect(
      hexadecimal(archive) == """
        504b0304140000000000000021003b89f68b060000000600000004000000\
        612e707978203d20310a504b01021403140000000000000021003b89f68b\
        0600000006000000040000000000000000000000a48100000000612e7079\
        504b0506000000000100010032000000280000000000
        """)
  }

  @Test func `the order in which files come changes nothing`() throws {
    let files: [FileTree.File] = [.init("b", [2]), .init("a/z", [1]), .init("a", [3])]
    let one = try ZipArchive.write(FileTree(files))
    #expect(try one == ZipArchive.write(FileTree(files.reversed())))
  }

  @Test func `large archives are deflated, small ones are not`() throws {
    let size = ZipArchive.deflatesFrom
    let small = FileTree([.init("a", [UInt8](repeating: 7, count: size - 1))])
    let large = FileTree([.init("a", [UInt8](repeating: 7, count: size))])
    #expect(try ZipArchive.write(small).count > size)
    #expect(try ZipArchive.write(large).count < size / 100)
  }

  @Test func `names longer than the format holds are refused`() {
    let name = String(repeating: "a", count: 70_000)
    #expect(throws: ZipError.tooLarge) { try ZipArchive.write(FileTree([.init(name, [])])) }
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `hashes are those of the standard`(text: String, digest: String) {
    #expect(SHA256.digest(of: Array(text.utf8)) == digest)
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

// MARK: - Reading

@Test(arguments: [0, 1, 5])
func `what was written is read again, stored or deflated`(megabytes: Int) throws {
  let large = [UInt8](repeating: 7, count: megabytes << 20)
  let tree = FileTree([
    .init("a/é.py", Array("x = 1\n".utf8)), .init("empty", []), .init("l", large),
  ])
  #expect(try ZipArchive.read(ZipArchive.write(tree)) == tree.files)
}

@Test func `an archive that is damaged anywhere is refused or reads as files that are whole`()
  throws
{
  let tree = FileTree([.init("a.py", Array("def a(): return 1\n".utf8)), .init("b", [1, 2, 3])])
  let archive = try ZipArchive.write(tree)
  for place in archive.indices {
    var damaged = archive
    damaged[place] ^= 0x55
    for file in ZipArchive.read(damaged) ?? [] {
      #expect(tree.files.contains { $0.bytes == file.bytes })
    }
    #expect(ZipArchive.read(Array(archive[..<place])) == nil)
  }
  #expect(ZipArchive.read([]) == nil)
}

@Test func `an archive that unpacks to more than is taken is refused`() throws {
  let tree = FileTree([.init("l", [UInt8](repeating: 0, count: 5 << 20))])
  #expect(try ZipArchive.read(ZipArchive.write(tree), limit: 1 << 20) == nil)
}
