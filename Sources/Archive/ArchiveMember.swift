/// One file of an archive, unpacked.
package struct ArchiveMember: Hashable, Sendable {
    /// The last part of the path inside the archive, where letters beyond ASCII may be lost (no file of ours has any); of
    /// a gzip or plain file, its own name without `.gz`.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
