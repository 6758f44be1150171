import Matching
import Model

extension Operation {
    /// Everything that can be asked of the interface, in the order of the documentation.
    static let all: [Operation] =
        [listOrganisations]
        + RecordOperations<Organisation>(
            name: "Organisation", registering: [.admin], reading: everybody, changing: [.admin],
            conflicts: [.organisationCycle]
        ).all
        + RecordOperations<Member>(
            name: "Member", registering: [.desk], reading: [.member, .desk, .admin], changing: [.member, .desk],
            conflicts: [.consentMissing]
        ).all
        + ConsentOperations.all + [exportMember]
        + RecordOperations<Mentor>(
            name: "Mentor", registering: [.member, .desk], reading: [.member, .desk, .admin],
            changing: [.member, .desk], conflicts: [.notFound, .mentorExists, .mentorNotVetted]
        ).all
        + RecordOperations<Venture>(
            name: "Venture", registering: [.desk], reading: [.member, .desk, .admin], changing: [.desk]
        ).all
        + RecordOperations<Offer>(
            name: "Offer", registering: [.partner], reading: everybody, changing: [.partner],
            conflicts: [.offerNotPublished]
        ).all
        + CohortOperations.all
        + SearchOperations.all
        + MatchOperations(resource: "ventures", roles: [.desk, .admin]) { .venture(Identifier($0)) }.all
        + MatchOperations(resource: "offers", roles: [.desk, .admin]) { .offer(Identifier($0)) }.all
        + MatchOperations(resource: "members", roles: [.member, .desk, .admin]) { .member(Identifier($0)) }.all
        + MatchOperations(resource: "mentors", roles: [.member, .desk, .admin]) { .mentor(Identifier($0)) }.all
        + [findPanel, askMatches, suggestSkills] + TaxonomyOperations.all
}
