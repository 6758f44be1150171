/// What the files of a classification say, before anything has a number in the database.
///
/// Things refer to each other by their positions in ``concepts`` and ``occupations``. Both lie in the order of their
/// codes, so that the same files in any order give the same content, byte for byte.
package struct TaxonomyContent: Sendable, Hashable {
    package var concepts: [Concept] = []
    /// Labels of concepts: by concept, then language, then kind.
    package var labels: [Label] = []
    package var relations: [Relation] = []
    package var judged: [JudgedPair] = []
    package var occupations: [Occupation] = []
    package var occupationLabels: [Label] = []
    package var occupationSkills: [OccupationSkill] = []
    /// ISCO-08 groups with their titles.
    package var occupationGroups: [CodeListEntry] = []

    package init() {}

    /// A skill, an item of knowledge or a group of these.
    package struct Concept: Sendable, Hashable {
        package enum Kind: String, Sendable { case skill, knowledge, group }
        package enum Status: String, Sendable { case current, retired }

        /// Our own short name, or what follows the URI's namespace.
        package var code: String
        package var uri: String?
        package var kind: Kind
        /// Whether every occupation uses it, such as mentoring or communication.
        package var transversal = false
        package var status = Status.current
        /// Whether the concept is ours rather than ESCO's.
        package var own = false
        /// What it means, in English; empty where nobody says it.
        package var description = ""

        package init(
            code: String, uri: String?, kind: Kind, transversal: Bool = false, status: Status = .current,
            own: Bool = false
        ) {
            self.code = code
            self.uri = uri
            self.kind = kind
            self.transversal = transversal
            self.status = status
            self.own = own
        }
    }

    package struct Label: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable { case preferred, alternative, hidden, alias }

        /// The position of the concept, or of the occupation.
        package var subject: Int
        /// A primary language subtag.
        package var language: String
        package var kind: Kind
        package var text: String

        /// The text as look-up compares it.
        package var normal: String { LabelForm.normal(text) }

        package init(subject: Int, language: String, kind: Kind, text: String) {
            self.subject = subject
            self.language = language
            self.kind = kind
            self.text = text
        }
    }

    /// `from` has a relation to `to`: the broader one, the one that is essential or optional for it, its successor.
    package struct Relation: Sendable, Hashable {
        package enum Kind: String, Sendable { case broader, essential, optional, replacedBy = "replaced_by" }

        package var from: Int
        package var to: Int
        package var kind: Kind

        package init(from: Int, to: Int, kind: Kind) {
            self.from = from
            self.to = to
            self.kind = kind
        }
    }

    /// Two concepts whose relatedness people judged, each pair once; percents, null where nobody said.
    package struct JudgedPair: Sendable, Hashable {
        package var first: Int
        package var second: Int
        package var alike: UInt8?
        package var usedTogether: UInt8?

        package init(first: Int, second: Int, alike: UInt8?, usedTogether: UInt8?) {
            self.first = first
            self.second = second
            self.alike = alike
            self.usedTogether = usedTogether
        }
    }

    package struct Occupation: Sendable, Hashable {
        package var code: String
        package var uri: String?
        /// The ISCO-08 group, four digits; empty where the file has none.
        package var isco: String
        /// The sector where it is mostly found; null in ESCO.
        package var isic: String?

        package init(code: String, uri: String?, isco: String, isic: String?) {
            self.code = code
            self.uri = uri
            self.isco = isco
            self.isic = isic
        }
    }

    package struct OccupationSkill: Sendable, Hashable {
        package var occupation: Int
        package var concept: Int
        package var essential: Bool

        package init(occupation: Int, concept: Int, essential: Bool) {
            self.occupation = occupation
            self.concept = concept
            self.essential = essential
        }
    }
}
