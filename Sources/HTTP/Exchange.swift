import CMicroHTTPD

/// A request from its request line to the end of its response. Only the thread of its daemon uses it.
final class Exchange {
    enum Stage {
        case head
        case body
        case handling(Turn)
    }

    let connection: Connection
    let shared: ServerState
    private let target: [UInt8]
    private let start = MonotonicClock.now()
    private var stage = Stage.head
    private var head: RequestHead?
    private var decoded: RequestTarget?
    private var body: [UInt8] = []
    private var traceID = TraceID()
    private var answered: Response?
    private var stream: BodyWriter?

    init(connection: Connection, shared: ServerState, target: [UInt8]) {
        self.connection = connection
        self.shared = shared
        self.target = target
    }

    /// What the library calls when the head is complete, with each part of the body, and when the request is complete
    /// or its connection has been resumed.
    func handle(head bytes: UnsafeRawBufferPointer, part: UnsafeRawBufferPointer) -> MHD_Result {
        switch stage {
        case .head: begin(bytes)
        case .body where !part.isEmpty: append(part)
        case .body: run()
        case .handling(let turn): finish(turn)
        }
    }

    private func begin(_ bytes: UnsafeRawBufferPointer) -> MHD_Result {
        connection.phase.store(.body, ordering: .relaxed)
        guard !shared.isClosed else { return .NO }
        do throws(Refusal) {
            let head = try RequestHead(checking: bytes, targetLength: target.count)
            self.head = head
            if let parent = head.headers["traceparent"].flatMap({ TraceID(traceparent: $0) }) { traceID = parent }
            decoded = try RequestTarget(target, method: head.method)
            if head.body != .none, let coding = head.headers["content-encoding"], coding.lowercased() != "identity" {
                throw .encodedBody
            }
            if case .length(let length) = head.body {
                guard length <= shared.configuration.bodyLimit else { throw .bodyTooLarge }
                body.reserveCapacity(length)
            }
        } catch .headTooLarge {
            // Such a head leaves the library no room for a response.
            answerDirectly(.headTooLarge)
            return .NO
        } catch {
            return send(refusal(error), closing: true)
        }
        connection.deadline.store(MonotonicClock.after(shared.configuration.bodyDeadline), ordering: .relaxed)
        stage = .body
        return .YES
    }

    private func append(_ part: UnsafeRawBufferPointer) -> MHD_Result {
        guard body.count + part.count <= shared.configuration.bodyLimit else {
            // Amid a body the library accepts no response.
            answerDirectly(.bodyTooLarge)
            return .NO
        }
        body.append(contentsOf: part)
        return .YES
    }

    private func run() -> MHD_Result {
        guard let head, let decoded else { return .NO }
        connection.phase.store(.answering, ordering: .relaxed)
        connection.deadline.store(MonotonicClock.never, ordering: .relaxed)
        let request = Request(
            method: head.method, segments: decoded.segments, query: decoded.query, headers: head.headers, body: body,
            remoteAddress: shared.clientAddress(peer: connection.peer, headers: head.headers), traceID: traceID)
        body = []
        let turn = Turn(connection.handle)
        stage = .handling(turn)
        let handler = shared.handler
        // Runs here up to its first suspension: a handler that needs none answers without a change of threads.
        Task.immediate { turn.answer(await handler(request)) }
        return finish(turn)
    }

    private func finish(_ turn: Turn) -> MHD_Result {
        guard let response = turn.take() else { return .YES }
        // After a chunked body, what follows could be the rest of a body that somebody else read differently.
        return send(response, closing: shared.isDraining || head?.body == .chunked)
    }

    private func send(_ response: Response, closing: Bool) -> MHD_Result {
        answered = response
        connection.phase.store(.answering, ordering: .relaxed)
        connection.deadline.store(MonotonicClock.after(shared.configuration.sendDeadline), ordering: .relaxed)
        let configuration = shared.configuration
        let outgoing = OutgoingResponse(response: response, defaults: configuration.defaultHeaders, closing: closing)
        let (result, writer) = outgoing.queue(
            on: connection, isHead: head?.method == .head, partDeadline: configuration.sendDeadline)
        stream = writer
        return result
    }

    /// Answers where the library would not, or wrongly.
    func answerDirectly(_ refusal: Refusal) {
        connection.phase.store(.answering, ordering: .relaxed)
        let response = self.refusal(refusal)
        answered = response
        connection.answerDirectly(response)
    }

    private func refusal(_ refusal: Refusal) -> Response {
        var response = shared.configuration.refusalResponse(refusal, traceID)
        for (name, value) in shared.configuration.defaultHeaders.fields where response.headers[name] == nil {
            response.headers.add(name, value)
        }
        return response
    }

    /// The connection is done with the request.
    /// - Parameter status: what the library itself may have answered.
    func complete(broken: Bool, status: Int?) {
        connection.phase.store(.idle, ordering: .relaxed)
        connection.exchange = nil
        connection.deadline.store(MonotonicClock.after(shared.configuration.idleDeadline), ordering: .relaxed)
        defer { shared.ended() }
        guard let log = shared.configuration.accessLog else { return }
        var bytes = stream?.sent ?? 0
        if case .bytes(let body) = answered?.body, head?.method != .head { bytes = body.count }
        log(
            AccessRecord(
                method: head?.method, route: answered?.route, asker: answered?.asker,
                status: answered?.status.code ?? status,
                duration: .nanoseconds(Int64(clamping: MonotonicClock.now() - start)), bytes: bytes, traceID: traceID,
                outcome: broken ? .broken : .answered))
    }
}
