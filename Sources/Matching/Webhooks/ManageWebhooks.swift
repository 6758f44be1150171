import Foundation
import Model
import Secrets
import Store

/// Adds a webhook to an organisation of one's own.
package struct AddWebhook: Sendable {
    package let organisation: Identifier<Organisation>
    package let url: WebhookURL

    package init(_ url: WebhookURL, of organisation: Identifier<Organisation>) {
        self.organisation = organisation
        self.url = url
    }

    /// Throws ``MatchingError/conflict(_:)`` with `webhook_exists` or `webhook_limit`.
    ///
    /// - Parameter answer: what to answer; a repetition is answered without the secret, which is kept for signing alone.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (UUID, String?) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        guard caller.organisations.contains(organisation) else {
            throw .invalid(Violation(.unknownCode, at: "/organisation", "name an organisation of your own"))
        }
        let (id, secret) = (UUID(), Secret.random(32))
        let insert = InsertWebhook(id: id, organisation: organisation, url: url, secret: secret)
        let remembered = answer(id, nil)
        let answered = try await once.run(in: service) { transaction throws(StoreError) in
            try insert.run(in: transaction)
            return remembered
        }
        return answered == remembered ? answer(id, "whsec_" + Data(secret).base64EncodedString()) : answered
    }
}

/// The webhooks of one's organisations.
package struct FindWebhooks: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [Webhook] {
        try await service.run(ListWebhooks(), as: caller)
    }
}

/// Removes a webhook; throws ``MatchingError/notFound`` without one that the caller may know of.
package struct RemoveWebhook: Sendable {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        try await service.run(DeleteWebhook(id), as: caller)
    }
}
