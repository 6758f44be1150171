/// Reads the files of an ESCO download, in any order and any number of languages, into one content and a report of
/// every defect met on the way.
///
/// Files: European Commission, ESCO CSV downloads v1.0 to v1.2. A concept counts as known when a label file of any
/// language has it, since some languages lack some.
package struct ESCOReader {
    var uris = URITable()
    var skills = ESCOConcepts()
    var groups = ESCOConcepts()
    var occupations = ESCOConcepts()
    var occupationGroups = ESCOConcepts()
    var transversal: Set<Int32> = []
    var occupationSkills = ESCORelations()
    var skillSkills = ESCORelations()
    var broader = ESCORelations()
    var report = ImportReport()

    package init() {}

    /// The version that the name of a downloaded zip mentions, such as `1.1.1`; null where it has none.
    package static func version(inFileName name: String) -> String? {
        let words = name.split { !($0.isASCII && $0.isNumber || $0 == ".") }
        return words.lazy.map { $0.split(separator: ".") }.first { numbers in
            (2...3).contains(numbers.count) && numbers.allSatisfy { UInt8($0) != nil }
        }?.joined(separator: ".")
    }

    /// Reads one file; one that is not needed is only mentioned in the report.
    package mutating func add(_ name: String, _ bytes: [UInt8]) throws(ReadingError) {
        guard let file = ESCOFile(name: name) else {
            report.note(.fileNotUsed, in: name)
            return
        }
        var csv = try ReportedRows(name, bytes)
        switch file.content {
        case .skills: try skills.read(&csv, language: file.language, &uris)
        case .skillGroups: try groups.read(&csv, language: file.language, &uris)
        case .occupations: try occupations.read(&csv, language: file.language, &uris)
        case .occupationGroups: try occupationGroups.read(&csv, language: file.language, &uris)
        case .transversalSkills:
            let uri = try csv.column("conceptUri")
            while try csv.next() {
                transversal.insert(uris.number(of: csv.text(uri)))
                csv.take()
            }
        case .occupationSkills:
            try occupationSkills.read(&csv, from: "occupationUri", to: "skillUri", kind: "relationType", &uris)
        case .skillSkills:
            try skillSkills.read(
                &csv, from: "originalSkillUri", to: "relatedSkillUri", kind: "relationType", &uris)
        case .broaderSkills: try broader.read(&csv, from: "conceptUri", to: "broaderUri", kind: nil, &uris)
        }
        report.append(csv.finish())
    }
}
