import Foundation
import Testing

/// A folder with files made by the shell, or zips made here, since no machine must have `zip`.
struct TemporaryFolder {
    let url: URL

    func path(_ name: String) -> String { url.appending(path: name).path }

    func run(_ command: String) throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-ec", command]
        shell.currentDirectoryURL = url
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }

    /// Writes a zip whose members are stored as they are (PKWARE's APPNOTE, 4.3).
    func zip(_ name: String, _ members: [(name: String, text: String)]) throws {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let (name, data) = (Array(member.name.utf8), Array(member.text.utf8))
            // Version 2.0, names in UTF-8, stored, no date; checksum and sizes; length of the name, no extra field.
            let common =
                bytes(20, 2) + bytes(0x800, 2) + bytes(0, 6) + bytes(checksum(data), 4) + bytes(data.count, 4)
                + bytes(data.count, 4) + bytes(name.count, 2) + bytes(0, 2)
            directory += bytes(0x0201_4B50, 4) + bytes(20, 2) + common + bytes(0, 10) + bytes(body.count, 4) + name
            body += bytes(0x0403_4B50, 4) + common + name + data
        }
        let end =
            bytes(0x0605_4B50, 4) + bytes(0, 4) + bytes(members.count, 2) + bytes(members.count, 2)
            + bytes(directory.count, 4) + bytes(body.count, 4) + bytes(0, 2)
        try Data(body + directory + end).write(to: url.appending(path: name))
    }

    private func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32 of IEEE 802.3.
    private func checksum(_ data: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
