import Foundation

/// The folder where this installation keeps what is not in a database of others.
struct DataFolder: Sendable {
    let path: String

    /// Makes it, readable by its owner alone, when it is not there.
    func make() throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .failed("the data folder \(path) cannot be made: set BRAINGAIN_DATA to one that may be written")
        }
    }

    /// The key of the demo's desk, kept so that a second start shows the same requests.
    var demoKey: String? {
        let text = try? String(contentsOfFile: path + "/demo.key", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Keeps the key, readable by its owner alone from its first moment.
    func keep(demoKey: String) throws(Failure) {
        let file = open(path + "/demo.key", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed("\(path)/demo.key cannot be written") }
        defer { close(file) }
        let bytes = Array((demoKey + "\n").utf8)
        guard fchmod(file, 0o600) == 0, write(file, bytes, bytes.count) == bytes.count else {
            throw .failed("\(path)/demo.key cannot be written")
        }
    }
}
