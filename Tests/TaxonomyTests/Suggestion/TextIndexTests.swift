import Model
import Testing

@testable import Taxonomy

/// What people write, and what it speaks of, in the starter taxonomy.
@Suite struct TextIndexTests {
    @Test(arguments: [
        // Either gender, both, plural, without accents, in capitals, mistyped.
        ("boulangère", "7512.1"), ("boulanger/boulangère", "7512.1"), ("boulangers", "7512.1"),
        ("BOULANGERE", "7512.1"), ("boulangre", "7512.1"), ("jefa de proyecto", "1219.6"),
        ("cheffe de projet", "1219.6"), ("project managers", "1219.6"),
        ("porject manager", "1219.6"), ("enfermeras de cuidados generales", "2221.2"), ("plombiere", "7126.8"),
        // Arabic: either gender, the article, hamza, teh marbuta, vowel signs.
        ("خباز", "7512.1"), ("الخبازة", "7512.1"), ("محاسبه", "2411.1"), ("مُحَاسِب", "2411.1"),
        ("مدير مشروع", "1219.6"), ("مديرة المشروع", "1219.6"),
        // In a sentence.
        ("I have worked as a welder in Gabes for ten years", "7212.3"),
        ("J'ai été apicultrice dans la région de Souss", "6123.1"),
        ("Trabajé como albañil y busco empleo", "7112.1"), ("عملت كخباز مدة ثلاث سنوات", "7512.1"),
    ])
    func `the occupation that is meant comes first`(text: String, code: String) throws {
        #expect(try StarterTexts.shared.get().occupations(text).first == code)
    }

    @Test(arguments: [
        ("gestion de projet", "project-management"), ("3d printing", "3d-printing"),
        ("acounting", "accounting"), ("المحاسبة", "accounting"), ("impresión en 3D", "3d-printing"),
        ("For three years I did the accounting of a small company", "accounting"),
        ("Elle cherche de l'aide pour la comptabilité avant l'ouverture", "accounting"),
        ("Se encargaba de la contabilidad de una cooperativa", "accounting"),
    ])
    func `the skill that is meant is among the first`(text: String, code: String) throws {
        #expect(try StarterTexts.shared.get().skills(text, limit: 3).contains(code))
    }

    @Test(arguments: ["en", "fr", "es", "ar"])
    func `every preferred label finds its own first`(language: String) throws {
        let starter = try StarterTexts.shared.get()
        let taxonomy = starter.taxonomy
        for occupation in taxonomy.occupations {
            let label = taxonomy.label(of: occupation, in: language)
            #expect(starter.occupations(label, limit: 1) == [occupation.code], "\(label)")
        }
        for skill in taxonomy.concepts where skill.kind != .group && skill.id.rawValue % 5 == 0 {
            let label = taxonomy.label(of: skill.id, in: language)
            #expect(starter.skills(label, limit: 1) == [skill.code], "\(label)")
        }
    }

    @Test func `what is found says on which words and label it rests`() throws {
        let index = try StarterTexts.shared.get().index
        let found = try #require(index.occupations(index.question("Ancienne couturière, à Tunis !"), limit: 1).first)
        #expect(found.words == ["couturière"])
        #expect(found.label == "couturier/couturière")
        #expect(found.language == "fr")
        #expect((0.1..<1).contains(found.score))
        let exact = try #require(index.occupations(index.question("couturière"), limit: 1).first)
        #expect(exact.score == 1)
    }

    @Test func `of the same words in several languages, the label is shown in the one that is asked for`() throws {
        let index = try StarterTexts.shared.get().index
        for language in ["fr", "es"] {
            let found = try #require(index.skills(index.question("agile"), language: language, limit: 1).first)
            #expect(found.language == language || found.score < 1)
        }
    }

    @Test func `a longer list begins as a shorter one does`() throws {
        let starter = try StarterTexts.shared.get()
        for text in ["gestion", "farm animals", "project management", "المحاسبة"] {
            let all = starter.skills(text, limit: 50)
            #expect(all.count > 1, "\(text)")
            for limit in [0, 1, 3, 10] { #expect(starter.skills(text, limit: limit) == Array(all.prefix(limit))) }
        }
    }

    @Test(arguments: ["", " ", "!?", "\u{200B}", "漢字漢字", "\u{64B}", "-/-", "'; DROP TABLE ref.label; --"])
    func `what names nothing breaks nothing`(text: String) throws {
        let starter = try StarterTexts.shared.get()
        #expect(starter.index.skills(starter.index.question(text), limit: 5).allSatisfy { $0.score < 0.5 })
        #expect(TextIndex().skills(TextIndex().question(text), limit: 5).isEmpty)
    }

    @Test func `a text finds what has no label in its language by the words that other things have in both`() throws {
        // "gestion", "dirección" and "management" name the same things; nothing is called "gestion de zzz".
        let things = ["aaa", "bbb", "ccc", "ddd", "eee"]
        var records = TaxonomyRecords(version: "test")
        var names = NameRecords()
        func add(_ words: [(language: String, text: String)]) {
            let id = ConceptID(Int32(records.concepts.count))
            records.concepts.append(TaxonomyRecords.Concept(id: id, code: words[0].text))
            names.skills[id] = words.map { .init(language: $0.language, kind: .preferred, text: $0.text) }
        }
        for thing in things {
            add([("en", "\(thing) management"), ("fr", "gestion \(thing)"), ("es", "dirección \(thing)")])
            add([("en", "\(thing) sale"), ("fr", "vente \(thing)"), ("es", "comercio \(thing)")])
        }
        add([("en", "zzz sale")])
        add([("en", "zzz management")])
        let index = TextIndex(Taxonomy(records), names)
        for (text, language) in [("gestion zzz", "fr"), ("dirección zzz", "es")] {
            let found = index.skills(index.question(text), language: language, limit: 2)
            #expect(found.first.map { Int($0.subject.rawValue) } == records.concepts.count - 1, "\(text)")
        }
    }
}
