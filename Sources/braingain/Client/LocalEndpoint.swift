import API
import HTTP
import Matching

/// The interface within this program, on the database of this machine, asked by its operator.
struct LocalEndpoint: Endpoint {
    private let interface: Interface
    private let caller: Caller

    /// Loads the index; takes as long as that does.
    init(_ backend: Backend, as caller: Caller = .admin) async throws {
        do {
            try await backend.service.load()
        } catch {
            throw Failure(error)
        }
        interface = try Interface(backend.service)
        self.caller = caller
    }

    func send(_ question: Question) async throws(Failure) -> Answer {
        var headers: KeyValuePairs<String, String> = ["Content-Type": "application/json"]
        if let language = question.language {
            headers = ["Content-Type": "application/json", "Accept-Language": language]
        }
        let request = Request(
            question.body == nil ? .get : .post, ["v1"] + question.path,
            query: Query(items: question.query.map { Query.Item(name: $0.name, value: $0.value) }), headers: headers,
            body: question.body ?? [])
        let response = await interface.answer(request, as: caller)
        guard case .bytes(let body) = response.body else { throw .failed("an answer that has no end") }
        return Answer(status: response.status.code, body: body)
    }
}
