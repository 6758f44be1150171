import HTTP
import Matching
import Model

/// Where programs of desks and partners hear what becomes of introductions and applications.
enum WebhookOperations {
    static let all = [add, list, remove]

    private static let add = Operation(
        line: "POST /v1/webhooks", name: "addWebhook",
        summary:
            "Have changes of introductions and applications told to an address, signed with a secret that is shown this once",
        body: "NewWebhook", answer: (.created, "AddedWebhook"),
        errors: [
            .idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .webhookExists,
            .webhookLimit,
        ],
        headers: [.idempotencyKey]
    ) { call, _ throws(APIError) in
        let key = try call.idempotencyKey()
        let add = try call.read { fields -> AddWebhook? in
            let organisation = fields.identifier("organisation", of: Organisation.self)
            if organisation == nil { fields.require("organisation", "name an organisation of your own") }
            let url = fields.parsed("url") { (text: String) throws(Violation) in try WebhookURL(text) }
            if url == nil { fields.require("url", "give an address such as https://example.org/hook") }
            guard let organisation, let url else { return nil }
            return AddWebhook(url, of: organisation)
        }
        guard let add else { throw APIError(.invalid) }
        let answer = try await call.matching { () throws(MatchingError) in
            try await add.run(in: call.service, as: call.caller, key: key) { id, secret in
                let id = id.uuidString.lowercased()
                let body = JSONWriter.bytes { writer in
                    writer.object { writer in
                        writer.member("id", id)
                        writer.member("secret", secret)
                    }
                }
                return FirstAnswer(status: Status.created.code, headers: [:], body: body)
            }
        }
        return call.remembered(answer)
    }

    private static let list = Operation(
        line: "GET /v1/webhooks", name: "listWebhooks",
        summary: "List the webhooks of one's organisations, and how each was answered last", answer: (.ok, "Webhooks")
    ) { call, _ throws(APIError) in
        let hooks = try await call.matching { () throws(MatchingError) in
            try await FindWebhooks().run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for hook in hooks {
                        writer.object { writer in
                            writer.member("id", hook.id.uuidString.lowercased())
                            writer.member("organisation", hook.organisation.description)
                            writer.member("url", hook.url)
                            writer.member("created_at", Instant.text(hook.createdAt))
                            writer.member("last_status", hook.lastStatus)
                            writer.member("last_tried_at", hook.lastTriedAt.map(Instant.text))
                        }
                    }
                }
            }
        }
    }

    private static let remove = Operation(
        line: "DELETE /v1/webhooks/{id}", name: "removeWebhook",
        summary: "Remove a webhook, with what it has not been told yet", answer: (.noContent, "")
    ) { call, _ throws(APIError) in
        let id = try call.id()
        try await call.matching { () throws(MatchingError) in
            try await RemoveWebhook(id).run(in: call.service, as: call.caller)
        }
        return Response(.noContent)
    }
}
