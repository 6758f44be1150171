import CArchive

/// Reads the members of a zip, a gzip or a plain file, one at a time, so that one alone is ever in memory.
///
/// What a file is says its content, never its name. Directories are passed over. The sizes in an archive's own headers
/// are not believed: the bounds count the bytes that come out.
package struct ArchiveReader: ~Copyable {
    /// How much may come out of one file before it is refused.
    package struct Limits: Hashable, Sendable {
        /// Bytes of one member; the largest of ESCO has 21 million.
        package var memberBytes = 256 << 20
        /// Bytes of all members together.
        package var totalBytes = 1 << 30
        package var members = 1_000

        package init() {}
    }

    private let archive: OpaquePointer
    private let path: String
    private let limits: Limits
    private var count = 0
    private var bytesLeft: Int

    /// Opens the file and reads its first bytes.
    package init(_ path: String, limits: Limits = Limits()) throws(ArchiveError) {
        guard let archive = archive_read_new() else {
            throw ArchiveError.unreadable(file: path, reason: "out of memory")
        }
        archive_read_support_filter_gzip(archive)
        archive_read_support_format_zip(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        guard archive_read_open_filename(archive, path, Self.blockSize) == ARCHIVE_OK else {
            let reason = Self.message(of: archive)
            archive_read_free(archive)
            throw ArchiveError.unreadable(file: path, reason: reason)
        }
        self.archive = archive
        self.path = path
        self.limits = limits
        bytesLeft = limits.totalBytes
    }

    deinit { archive_read_free(archive) }

    /// The next member; null after the last.
    package mutating func next() throws(ArchiveError) -> ArchiveMember? {
        while true {
            var entry: OpaquePointer?
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { return nil }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw damaged() }
            if archive_entry_filetype(entry) == Self.directory { continue }
            count += 1
            guard count <= limits.members else {
                throw ArchiveError.tooManyMembers(file: path, limit: limits.members)
            }
            let name = name(of: entry)
            let bytes = try read(name, promised: Int(archive_entry_size(entry)))
            bytesLeft -= bytes.count
            return ArchiveMember(name: name, bytes: bytes)
        }
    }

    private func read(_ name: String, promised: Int) throws(ArchiveError) -> [UInt8] {
        let limit = min(limits.memberBytes, bytesLeft)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, min(promised, limit)))
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        while true {
            let size = block.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
            if size == 0 { return bytes }
            guard size > 0 else { throw damaged() }
            guard bytes.count + size <= limit else {
                throw ArchiveError.tooLarge(file: path, member: name, limit: limit)
            }
            bytes.append(contentsOf: block[..<size])
        }
    }

    /// A gzip or plain file has no member names: libarchive calls its content `data`.
    private func name(of entry: OpaquePointer) -> String {
        if archive_format(archive) == ARCHIVE_FORMAT_RAW {
            let name = Self.lastPart(of: path)
            return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        }
        guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { return "" }
        return Self.lastPart(of: String(cString: name))
    }

    private static func lastPart(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    private func damaged() -> ArchiveError { .damaged(file: path, reason: Self.message(of: archive)) }

    private static func message(of archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unknown format"
    }

    private static let blockSize = 1 << 18
    /// `AE_IFDIR`, whose macro Swift cannot see.
    private static let directory: mode_t = 0o040000
}
