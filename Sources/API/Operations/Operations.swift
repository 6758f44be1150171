import Matching
import Model

extension Operation {
    /// Everything that can be asked of the interface, in the order of the documentation.
    static let all: [Operation] =
        [listOrganisations]
        + RecordOperations<Organisation>(name: "Organisation", conflicts: [.organisationCycle]).all
        + RecordOperations<Member>(
            name: "Member", conflicts: [.consentMissing, .consentLimit, .memberExists, .restedInPerson],
            isOfPerson: true
        ).all
        + ConsentOperations.all + [exportMember, readActs, eraseMember] + DuplicateOperations.all
        + RecordOperations<Mentor>(
            name: "Mentor", conflicts: [.notFound, .mentorExists, .mentorNotVetted, .restedInPerson, .consentMissing],
            isOfPerson: true
        )
        .all
        + RecordOperations<Venture>(name: "Venture", conflicts: [.registrationLimit]).all
        + RecordOperations<Offer>(name: "Offer", conflicts: [.offerNotPublished, .registrationLimit]).all
        + CohortOperations.all + IntroductionOperations.all + ApplicationOperations.all + WebhookOperations.all
        + SearchOperations.all
        + MatchOperations(resource: "ventures") { .venture(Identifier($0)) }.all
        + MatchOperations(resource: "offers") { .offer(Identifier($0)) }.all
        + MatchOperations(resource: "members") { .member(Identifier($0)) }.all
        + MatchOperations(resource: "mentors") { .mentor(Identifier($0)) }.all
        + [findPanel, askMatches, replayMatches, suggestSkills] + TaxonomyOperations.all
        + ContestOperations.all + SessionOperations.all + AccountOperations.all
        + AuditOperations.all
}
