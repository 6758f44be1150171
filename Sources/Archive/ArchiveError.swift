/// Why an archive could not be read; each case names the file.
package enum ArchiveError: Error, Hashable, Sendable {
    /// There is no such file, or it may not be read; `reason` is the system's word.
    case unreadable(file: String, reason: String)
    /// The file is not what its first bytes promise, or ends too early.
    case damaged(file: String, reason: String)
    /// A member holds more bytes than the bound, or than is left of the bound for all: perhaps a bomb.
    case tooLarge(file: String, member: String, limit: Int)
    /// The file has more members than any official release.
    case tooManyMembers(file: String, limit: Int)
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .damaged(let file, let reason): "\(file): damaged: \(reason); fetch it again"
        case .tooLarge(let file, let member, let limit):
            "\(file): \(member) is larger than \(limit) bytes unpacked and is refused"
        case .tooManyMembers(let file, let limit): "\(file): has more than \(limit) members and is refused"
        }
    }
}
