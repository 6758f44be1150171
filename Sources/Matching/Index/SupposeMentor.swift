import Model
import Ranking
import Store

extension Service {
    /// Puts a mentor into the index as if the database said so, for whoever tries out what a change would do.
    package func suppose(_ mentor: Mentor) async throws(MatchingError) {
        guard let person = try await run(ReadMember(id: mentor.member), as: .admin)?.value.person else {
            throw .notFound
        }
        index.change { snapshot in
            let documents = Documents(taxonomy: snapshot.taxonomy, organisations: organisations)
            let document = documents.mentor(
                mentor.member, mentor.profile, residence: person.countryOfResidence, free: mentor.free,
                replyDays: mentor.replyDays, desks: mentor.desks)
            snapshot.mentors = snapshot.mentors.applying([.upsert(document)])
        }
    }
}
