import Archive
import Foundation
import Testing

struct ArchiveReaderTests {
    @Test func `a zip gives its members in order, without folders`() throws {
        try withFolder { folder in
            try folder.zip("x.zip", [("in/", ""), ("in/b.csv", "one"), ("in/a_en.csv", "two\n")])
            #expect(try all(of: folder.path("x.zip")) == [member("b.csv", "one"), member("a_en.csv", "two\n")])
        }
    }

    @Test func `a gzip and a plain file are one member, whatever their names promise`() throws {
        try withFolder { folder in
            try folder.run("printf texte > skills_fr.csv && gzip -k skills_fr.csv && cp skills_fr.csv.gz odd.zip")
            try folder.run("touch none.csv")
            #expect(try all(of: folder.path("skills_fr.csv.gz")) == [member("skills_fr.csv", "texte")])
            #expect(try all(of: folder.path("skills_fr.csv")) == [member("skills_fr.csv", "texte")])
            #expect(try all(of: folder.path("odd.zip")) == [member("odd.zip", "texte")])
            #expect(try all(of: folder.path("none.csv")).allSatisfy { $0.bytes.isEmpty })
        }
    }

    @Test func `a file larger than a block comes out whole`() throws {
        try withFolder { folder in
            try folder.run("seq 1 300000 > n.txt && gzip -k n.txt")
            let plain = try all(of: folder.path("n.txt"))
            #expect(plain.first?.bytes.count == 1_988_895)
            #expect(try all(of: folder.path("n.txt.gz")) == plain)
        }
    }

    @Test func `a bomb is refused at the bound, and not a byte before`() throws {
        try withFolder { folder in
            try folder.zip("z.zip", [("z", String(repeating: "0", count: 5_000_000))])
            try folder.run("head -c 5000000 /dev/zero | gzip > z.gz")
            var limits = ArchiveReader.Limits()
            limits.memberBytes = 5_000_000
            for file in ["z.zip", "z.gz"] {
                #expect(try all(of: folder.path(file), limits).first?.bytes.count == 5_000_000)
            }
            limits.memberBytes -= 1
            for file in ["z.zip", "z.gz"] {
                let refusal = ArchiveError.tooLarge(file: folder.path(file), member: "z", limit: limits.memberBytes)
                #expect(throws: refusal) { try all(of: folder.path(file), limits) }
            }
        }
    }

    @Test func `many small members are together no more than the bound`() throws {
        try withFolder { folder in
            try folder.zip("m.zip", [("a", "12345"), ("b", "12345"), ("c", "12345")])
            var limits = ArchiveReader.Limits()
            limits.totalBytes = 15
            #expect(try all(of: folder.path("m.zip"), limits).count == 3)
            limits.totalBytes = 14
            #expect(throws: ArchiveError.tooLarge(file: folder.path("m.zip"), member: "c", limit: 4)) {
                try all(of: folder.path("m.zip"), limits)
            }
        }
    }

    @Test func `a folder is refused`() throws {
        try withFolder { folder in
            #expect(throws: ArchiveError.self) { try all(of: folder.url.path) }
        }
    }

    @Test func `too many members are refused`() throws {
        try withFolder { folder in
            try folder.zip("m.zip", [("a", ""), ("b", ""), ("c", "")])
            var limits = ArchiveReader.Limits()
            limits.members = 2
            #expect(throws: ArchiveError.tooManyMembers(file: folder.path("m.zip"), limit: 2)) {
                try all(of: folder.path("m.zip"), limits)
            }
        }
    }

    @Test func `a missing, a truncated and a broken file are refused by name`() throws {
        try withFolder { folder in
            try folder.zip("n.zip", [("n", String(repeating: "0123456789", count: 50_000))])
            try folder.run("head -c 100000 n.zip > cut.zip && seq 1 100000 | gzip | head -c 100000 > cut.gz")
            try folder.run("(head -c 1000 n.zip; printf 'x'; tail -c +1002 n.zip) > bad.zip")
            let missing = #expect(throws: ArchiveError.self) { try all(of: folder.path("absent.zip")) }
            guard case .unreadable(folder.path("absent.zip"), _) = missing else {
                Issue.record("\(String(describing: missing))")
                return
            }
            for file in ["cut.zip", "cut.gz", "bad.zip"] {
                let error = #expect(throws: ArchiveError.self) { try all(of: folder.path(file)) }
                guard case .damaged(folder.path(file), _) = error else {
                    Issue.record("\(file): \(String(describing: error))")
                    continue
                }
                #expect(error?.description.contains(file) == true)
            }
        }
    }

    private func all(
        of path: String, _ limits: ArchiveReader.Limits = ArchiveReader.Limits()
    ) throws(ArchiveError) -> [ArchiveMember] {
        var reader = try ArchiveReader(path, limits: limits)
        var members: [ArchiveMember] = []
        while let member = try reader.next() { members.append(member) }
        return members
    }

    private func member(_ name: String, _ text: String) -> ArchiveMember {
        ArchiveMember(name: name, bytes: Array(text.utf8))
    }

    private func withFolder(_ body: (TemporaryFolder) throws -> Void) throws {
        let folder = TemporaryFolder(
            url: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder.url) }
        try body(folder)
    }
}
