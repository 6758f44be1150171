import Model

/// Which field of a record a foreign key of the database speaks of.
package enum ConstraintPointers {
    /// The field, relative to the record or its criteria, and what to give there.
    package static let byConstraint: [String: (pointer: String, remedy: String)] = [
        "organisation_parent_fkey": ("/parent", "name an organisation that exists"),
        "organisation_country_fkey": ("/place", "give a country of ISO 3166-1"),
        "organisation_region_fkey": ("/place", "give a region of ISO 3166-2"),
        "person_origin_country_fkey": ("/origins", "give countries of ISO 3166-1"),
        "person_residence_country_fkey": ("/residences", "give countries of ISO 3166-1"),
        "person_residence_region_fkey": ("/residences", "give regions of ISO 3166-2"),
        "consent_person_fkey": ("/member", "name a member who exists"),
        "contest_person_fkey": ("/member", "register first"),
        "person_contact_person_fkey": ("/member", "name a member who exists"),
        "consent_organisation_fkey": ("/organisation", "name an organisation that exists"),
        "criteria_occupation_fkey": ("/occupation", "give an occupation of the taxonomy"),
        "criteria_skill_concept_fkey": ("/skills", "give skills of the taxonomy"),
        "criteria_sector_scheme_sector_fkey": ("/sectors", "give codes of ISIC Rev.4 that are imported here"),
        "criteria_language_language_fkey": ("/languages", "give languages of ISO 639"),
        "criteria_place_country_fkey": ("/places", "give countries of ISO 3166-1"),
        "criteria_place_region_fkey": ("/places", "give regions of ISO 3166-2"),
        "mentor_id_fkey": ("/member", "name a member who exists"),
        "cohort_organisation_fkey": ("/desk", "name a desk that exists"),
        "cohort_mentors_fkey": ("/mentors", "name mentors who work with the desk"),
        "assignment_mentor_mentor_fkey": ("/mentors", "a mentor has just gone: ask again"),
        "assignment_forbid_mentor_fkey": ("/forbids", "a mentor has just gone: ask again"),
        "assignment_venture_mentor_fkey": ("/mentors", "a mentor has just gone: ask again"),
        "assignment_venture_best_fkey": ("/mentors", "a mentor has just gone: ask again"),
        "venture_organisation_fkey": ("/desk", "name a desk that exists"),
        "founder_person_fkey": ("/founders", "name founders who are members"),
        "offer_organisation_fkey": ("/organisation", "name an organisation that exists"),
        "offer_centre_fkey": ("/centre", "name a centre, an organisation of that kind"),
        "api_key_organisation_fkey": ("/organisation", "name an organisation that exists"),
        "membership_organisation_fkey": ("/organisation", "name an organisation that exists"),
        "api_key_person_fkey": ("/member", "name a member who exists"),
    ]

    static func violation(of constraint: String) -> Violation? {
        byConstraint[constraint].map { Violation(.unknownCode, at: $0.pointer, $0.remedy) }
    }
}
