import Foundation
import Secrets
import Store

/// Tells webhooks what is due, signed as Standard Webhooks says (https://www.standardwebhooks.com): at least once, and of one
/// record in the order in which it happened.
package struct DeliverEvents: Sendable {
    /// Sends a body to an address with headers: the status of the answer, or null without one.
    package typealias Post =
        @Sendable (_ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]) async -> Int?

    private let post: Post
    private let now: @Sendable () -> Date

    package init(by post: @escaping Post, at now: @escaping @Sendable () -> Date = { .now }) {
        self.post = post
        self.now = now
    }

    /// Delivers what is due, each second until the task is cancelled: who does not answer, for as long as the post waits, keeps
    /// nobody else waiting.
    ///
    /// - Parameter report: is told how many were not taken, or why none could be.
    package func keepRunning(
        in store: Store, report: @escaping @Sendable (Result<Int, StoreError>) -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                group.addTask {
                    do throws(StoreError) {
                        report(.success(try await run(in: store).left))
                    } catch {
                        report(.failure(error))
                    }
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Delivers what is due now; gives how many were taken by the other side, and how many were not.
    package func run(in store: Store) async throws(StoreError) -> (taken: Int, left: Int) {
        let events = try await store.run(TakeEvents())
        return await withTaskGroup(of: Bool.self) { group in
            for event in events {
                group.addTask {
                    let body = Self.body(of: event)
                    let status = await post(event.url, Self.headers(of: event, body, at: now()), body)
                    // What is not kept is told again.
                    try? await store.run(EndEvent(event.place, answeredWith: status))
                    return status.map { (200..<300).contains($0) } ?? false
                }
            }
            return await group.reduce(into: (0, 0)) { if $1 { $0.0 += 1 } else { $0.1 += 1 } }
        }
    }

    private static func body(of event: WebhookEvent) -> [UInt8] {
        let kind = event.type.prefix { $0 != "." }
        let at = event.at.formatted(.iso8601)
        return Array(
            #"{"type":"\#(event.type)","timestamp":"\#(at)","data":{"\#(kind)":"\#(event.subject.uuidString.lowercased())"}}"#
                .utf8)
    }

    private static func headers(
        of event: WebhookEvent, _ body: [UInt8], at now: Date
    ) -> [(name: String, value: String)] {
        let id = event.id.uuidString.lowercased()
        let instant = String(Int(now.timeIntervalSince1970))
        let signature = Secret.signature(of: Array("\(id).\(instant).".utf8) + body, key: event.secret)
        return [
            ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", instant),
            ("webhook-signature", "v1," + Data(signature).base64EncodedString()),
        ]
    }
}
