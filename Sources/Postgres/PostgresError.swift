/// What went wrong with PostgreSQL, as far as a caller acts on it.
///
/// `description` names neither SQL nor values and is safe to show; `debugDescription` says all, for those who develop.
package enum PostgresError: Error, Sendable, Equatable {
    /// No connection became free in time.
    case acquireTimedOut
    /// The server cannot be reached, or the connection broke: what was under way may or may not have happened.
    case connectionLost(String)
    /// The server did not answer in time, or nobody waits for it any more: what was under way may or may not have happened.
    case unanswered
    case uniqueViolation(constraint: String)
    case foreignKeyViolation(constraint: String)
    case checkViolation(constraint: String)
    case exclusionViolation(constraint: String)
    case notNullViolation(column: String)
    /// A value that its type cannot hold: too long, out of range, no valid date.
    case invalidValue(Server)
    /// The same transaction may succeed when it is tried again.
    case serializationFailure(Server)
    case deadlock(Server)
    case insufficientPrivilege(Server)
    case readOnlyTransaction(Server)
    /// A statement was cancelled, or took longer than it may.
    case cancelled(Server)
    case lockNotAvailable(Server)
    case diskFull(Server)
    case tooManyConnections(Server)
    /// Raised by our own functions, with a state of the class BG.
    case raised(state: String, message: String)
    case undefinedObject(Server)
    case other(Server)
    /// A result has another shape than the statement's author expected: a defect of ours.
    case unexpectedResult(String)

    /// What the server said.
    package struct Server: Sendable, Equatable {
        /// Five characters, the SQLSTATE.
        package let state: String
        package let message: String
    }

    /// - Parameter fields: the server's answer by libpq's field codes.
    init(state: String, message: String, constraint: String, column: String) {
        let server = Server(state: state, message: message)
        self =
            switch state {
            case "23505": .uniqueViolation(constraint: constraint)
            case "23503": .foreignKeyViolation(constraint: constraint)
            case "23514": .checkViolation(constraint: constraint)
            case "23P01": .exclusionViolation(constraint: constraint)
            case "23502": .notNullViolation(column: column)
            case "40001": .serializationFailure(server)
            case "40P01": .deadlock(server)
            case "42501": .insufficientPrivilege(server)
            case "25006": .readOnlyTransaction(server)
            case "57014": .cancelled(server)
            case "55P03": .lockNotAvailable(server)
            case "53100": .diskFull(server)
            case "53300": .tooManyConnections(server)
            case "42P01", "42883", "3F000", "42703": .undefinedObject(server)
            // 57P05 and 25P03: a session, or its transaction, stood idle for too long.
            case "57P01", "57P02", "57P03", "57P05", "25P03": .connectionLost(message)
            case _ where state.hasPrefix("BG"): .raised(state: state, message: message)
            case _ where state.hasPrefix("22"): .invalidValue(server)
            default: .other(server)
            }
    }

    /// Whether the same transaction, tried again from its beginning, may succeed.
    package var isTransient: Bool {
        switch self {
        case .serializationFailure, .deadlock: true
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        switch self {
        case .acquireTimedOut: "all of the program's database connections are busy"
        case .connectionLost: "the database cannot be reached"
        case .unanswered: "the database does not answer"
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .exclusionViolation, .notNullViolation:
            "a rule of the database refused the change"
        case .invalidValue: "a value does not fit its field"
        case .serializationFailure, .deadlock, .lockNotAvailable: "others changed the same record at the same time"
        case .insufficientPrivilege, .readOnlyTransaction: "the database does not permit it"
        case .cancelled: "the database took too long"
        case .diskFull: "the database has no space left"
        case .tooManyConnections:
            "the database takes no further connections: raise its max_connections, or the role's CONNECTION LIMIT"
        case .raised(_, let message): message
        case .undefinedObject: "the database has another schema than this program"
        case .other(let server): "the database failed with SQLSTATE \(server.state)"
        case .unexpectedResult: "the database answered otherwise than its schema says"
        }
    }

    package var debugDescription: String {
        switch self {
        case .connectionLost(let detail), .unexpectedResult(let detail): "\(description): \(detail)"
        case .uniqueViolation(let name), .foreignKeyViolation(let name), .checkViolation(let name),
            .exclusionViolation(let name), .notNullViolation(let name):
            "\(description): \(name)"
        case .invalidValue(let server), .serializationFailure(let server), .deadlock(let server),
            .insufficientPrivilege(let server), .readOnlyTransaction(let server), .cancelled(let server),
            .lockNotAvailable(let server), .diskFull(let server), .tooManyConnections(let server),
            .undefinedObject(let server), .other(let server):
            "\(description): \(server.state) \(server.message)"
        case .raised, .acquireTimedOut, .unanswered: description
        }
    }
}
