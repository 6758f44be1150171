@testable import API

/// Who asks, by what a key is for.
typealias Role = API.Operation.Role
