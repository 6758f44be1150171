import Foundation
import Testing

struct StarterTaxonomyTests {
    private static let languages = ["en", "fr", "es", "ar"]

    @Test(
        arguments: [
            "countries", "currencies", "gcm", "groups", "isic", "languages", "occupations", "sdg", "skills",
        ])
    func `a file names each code once, in order, in all four languages`(name: String) throws {
        let table = try ReferenceTable("\(name).tsv")
        let codes = table["code"]
        #expect(codes == codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Set(codes).count == codes.count)
        for row in table.rows {
            for language in Self.languages {
                let label = try #require(row[language])
                #expect(!label.isEmpty && label.trimmingCharacters(in: .whitespaces) == label, "\(row)")
            }
            #expect(row["ar"]?.unicodeScalars.contains { (0x621...0x64A).contains($0.value) } == true, "\(row)")
        }
    }

    @Test func `there are at least 340 skills, and most of them are ESCO's by URI`() throws {
        let skills = try ReferenceTable("skills.tsv")
        let linked = skills["uri"].filter { !$0.isEmpty }
        #expect(skills.rows.count >= 340)
        #expect(linked.count * 100 >= skills.rows.count * 85)
        #expect(Set(linked).count == linked.count)
        #expect(linked.allSatisfy { $0.hasPrefix("http://data.europa.eu/esco/skill/") })
    }

    @Test func `no two skills go by the same name in one language`() throws {
        let skills = try ReferenceTable("skills.tsv")
        for language in Self.languages {
            var owners: [String: String] = [:]
            for skill in skills.rows {
                let code = skill["code"] ?? ""
                for name in [skill[language] ?? ""] + skill.list("\(language)_alt") {
                    let folded = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
                    #expect(owners[folded] == nil || owners[folded] == code, "\(language) \(name)")
                    owners[folded] = code
                }
            }
        }
    }

    @Test func `a skill stands in a group, and a group in one of the top groups`() throws {
        let groups = try ReferenceTable("groups.tsv").byCode
        let skills = try ReferenceTable("skills.tsv")
        for group in groups.values where group["broader"] != "" {
            #expect(groups[group["broader"] ?? ""]?["broader"] == "", "\(group)")
        }
        for skill in skills.rows {
            #expect(groups[skill["broader"] ?? ""]?["broader"]?.isEmpty == false, "\(skill)")
            #expect(groups[skill["code"] ?? ""] == nil, "a code is a skill or a group: \(skill)")
        }
    }

    @Test func `each pair of related skills is written once, and each skill has two neighbours`() throws {
        let skills = try ReferenceTable("skills.tsv").byCode
        let pairs = try ReferenceTable("relations.tsv")
        var seen: Set<[String]> = []
        var neighbours: [String: Int] = [:]
        for pair in pairs.rows {
            let (first, second) = (pair["code"] ?? "", pair["other"] ?? "")
            let values = [pair["alike"] ?? "", pair["same_job"] ?? ""]
            #expect(first < second && seen.insert([first, second]).inserted, "\(pair)")
            #expect(values.allSatisfy { $0.isEmpty || (0...100).contains(Int($0) ?? -1) }, "\(pair)")
            #expect(values != ["", ""], "\(pair)")
            for code in [first, second] {
                let skill = try #require(skills[code], "\(pair)")
                #expect(values[1].isEmpty || skill["transversal"] == "0", "\(pair)")
                if values.contains(where: { Int($0) ?? 0 >= 30 }) { neighbours[code, default: 0] += 1 }
            }
        }
        for code in skills.keys { #expect(neighbours[code, default: 0] >= 2, "\(code)") }
    }

    @Test func `an occupation has six essential skills or more, in the order of their URIs`() throws {
        let skills = try ReferenceTable("skills.tsv").byCode
        let sectors = try ReferenceTable("isic.tsv").byCode
        for occupation in try ReferenceTable("occupations.tsv").rows {
            let essential = occupation.list("essential")
            let optional = occupation.list("optional")
            #expect(essential.count >= 6, "\(occupation)")
            #expect(Set(essential).isDisjoint(with: optional), "\(occupation)")
            for list in [essential, optional] {
                let keys = try list.map { code in try #require(skills[code]?["uri"], "\(code)") + " " + code }
                #expect(keys == keys.sorted(), "\(occupation)")
            }
            #expect(sectors[occupation["isic"] ?? ""] != nil, "\(occupation)")
        }
    }

    @Test func `the lists of codes are whole, and every parent is there`() throws {
        let isic = try ReferenceTable("isic.tsv").byCode
        #expect(isic.keys.filter { $0.count == 1 }.count == 21)
        #expect(isic.keys.filter { $0.count == 2 }.count == 88)
        #expect(try ReferenceTable("countries.tsv").rows.count == 249)
        #expect(Set(try ReferenceTable("gcm.tsv")["code"]) == Set((1...23).map { String($0) }))
        let goals = try ReferenceTable("sdg.tsv").byCode
        #expect((1...17).allSatisfy { goals[String($0)]?["parent"] == "" })
        for list in [isic, goals] {
            for row in list.values { #expect(row["parent"] == "" || list[row["parent"] ?? ""] != nil, "\(row)") }
        }
    }
}
