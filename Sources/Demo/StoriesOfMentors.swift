import Foundation
import Model
import Scoring

/// The stories in which a desk looks for a mentor: 1, 2, 3, 7, 8 and 11.
extension Story {
    static func acrossLanguages(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(1, "MA", skills)
        let codes = ["5ba1d5b9", "d2150558", "e65117b6"]
        let levels = [4, 4, 4]
        let full = Array(zip(codes, levels.map(Optional.some)))
        let warda = try people.mentor(
            "Warda Sakiya", livesIn: ["ES"],
            people.profile(full, sectors: ["1050"], languages: [("ar", .c2), ("es", .c1), ("fr", .b2)]))
        let baker = try people.mentor(
            "Zitoun Elwadi", livesIn: ["FR"],
            people.profile([("5ba1d5b9", 4)], sectors: ["1071"], languages: [("ar", .c2), ("fr", .c1)]))
        let weakFrench = try people.mentor(
            "Nour Elbahri", livesIn: ["ES"],
            people.profile(full, sectors: ["1050"], languages: [("ar", .c2), ("es", .c1), ("fr", .a2)]))
        let prose = try people.mentor(
            "Rihane Sakiya", livesIn: ["BE"], people.profile([], languages: [("ar", .c2), ("fr", .c1)]),
            headline: "Fromage HACCP")
        var need = try people.need(
            [("5ba1d5b9", 3), ("d2150558", 3), ("e65117b6", 2)], sectors: ["1050"], languages: [("fr!", .b1)],
            modes: [.remote, .visit])
        need.skills[0].mention = SkillMention(
            text: "appliquer la méthode HACCP", concept: need.skills[0].mention.concept)
        need.skills[1].mention = SkillMention(text: "produire du fromage", concept: need.skills[1].mention.concept)
        let venture = try people.venture("Tétouan cheese cooperative (demo)", need, collective: true)
        var expected = Expectation(.venture(venture), seek: .mentors)
        expected.order = [warda, baker, prose].map(\.uuid)
        expected.leftOut = [weakFrench.uuid: .mustLanguage]
        expected.bestIsFull = true
        return Story(
            number: 1, title: "Morocco, across languages", population: people.population, steps: [.expect(expected)])
    }

    static func mustAndWhatIf(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(2, "SN", skills)
        let baobabi = try people.mentor(
            "Teranga Baobabi", livesIn: ["CA"],
            people.profile([("18d3f89a", 3), ("50ac5186", 1)], languages: [("fr", .c2), ("wo", .c2)]))
        let keurgi = try people.mentor(
            "Lamp Keurgi", livesIn: ["DE"],
            people.profile([("18d3f89a", 4), ("50ac5186", 3)], languages: [("wo", .c2), ("fr", .b1)]))
        let venture = try people.venture(
            "Kaolack solar venture (demo)",
            people.need([("18d3f89a!", 3), ("50ac5186", 2)], languages: [("fr!", .b2)]))
        var expected = Expectation(.venture(venture), seek: .mentors)
        expected.order = [baobabi.uuid]
        expected.leftOut = [keurgi.uuid: .mustLanguage]
        var supposed = Expectation(.venture(venture), seek: .mentors)
        supposed.supposing = (keurgi.uuid, "language:fr:B2")
        supposed.order = [keurgi, baobabi].map(\.uuid)
        return Story(
            number: 2, title: "Senegal, must and what-if", population: people.population,
            steps: [.expect(expected), .expect(supposed)])
    }

    static func capacity(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(3, "MD", skills)
        let codes: [(String, Int?)] = [("e4a3c9af", 3), ("3077421b", 2), ("183134a2", 2)]
        let mierea = try people.mentor(
            "Doina Mierea", livesIn: ["IT"], people.profile(codes, languages: [("ro", .c2)]), capacity: 1, held: 1)
        let radiul = try people.mentor(
            "Codru Rădiul", livesIn: ["IT"], people.profile(Array(codes.prefix(2)), languages: [("ro", .c2)]))
        let venture = try people.venture(
            "Orhei honey (demo)", people.need(codes, languages: [("ro!", .b1)]))
        var before = Expectation(.venture(venture), seek: .mentors)
        before.order = [radiul.uuid]
        before.leftOut = [mierea.uuid: .noCapacity]
        var after = Expectation(.venture(venture), seek: .mentors)
        after.order = [mierea, radiul].map(\.uuid)
        return Story(
            number: 3, title: "Moldova, capacity", population: people.population,
            steps: [.expect(before), .setHeld(mierea, 0), .expect(after)])
    }

    static func relatedSkill(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(7, "BD", skills)
        let languages: [(String, CEFR)] = [("bn", .c2)]
        let nodi = try people.mentor(
            "Nodi Nilpukur", livesIn: ["IT"],
            people.profile([("5fb8be43", 4), ("9b242812", 4)], languages: languages))
        let biofilter = try people.mentor(
            "Megh Talgachi", livesIn: ["GB"], people.profile([("9920e559", 4)], languages: languages))
        let venture = try people.venture(
            "Khulna recirculation farm (demo)", people.need([("460135e3", 3)], languages: [("bn", .b1)]))
        var expected = Expectation(.venture(venture), seek: .mentors)
        expected.order = [nodi, biofilter].map(\.uuid)
        expected.bestIsAlike = true
        return Story(
            number: 7, title: "Bangladesh, related skill", population: people.population, steps: [.expect(expected)])
    }

    static func fitAndEvidence(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(8, "PH", skills)
        let languages: [(String, CEFR)] = [("tl", .c2), ("en", .b2)]
        let x = try people.mentor(
            "Tala Niyugan", livesIn: ["US"],
            people.profile([("16636767", 3), ("5b1aecb9", 2), ("60b2dd49", 2)], languages: languages))
        let y = try people.mentor(
            "Ulan Kawayanan", livesIn: ["AE"], people.profile([("16636767", 4)], languages: languages))
        let need = try people.need(
            [("16636767", 3), ("5b1aecb9", 3), ("60b2dd49", 2)], languages: [("en", .b2)])
        let venture = try people.venture("Iloilo newborn care (demo)", need)
        var before = Expectation(.venture(venture), seek: .mentors)
        before.order = [x, y].map(\.uuid)
        before.evidence = [x.uuid: 1...1, y.uuid: 0.35...0.65]
        before.askNext = need.skills[1].mention.concept.map { [y.uuid: $0] } ?? [:]
        var after = Expectation(.venture(venture), seek: .mentors)
        after.order = [y, x].map(\.uuid)
        let more = try people.profile(
            [("16636767", 4), ("5b1aecb9", 4), ("60b2dd49", 4)], languages: languages)
        return Story(
            number: 8, title: "Philippines, fit and evidence", population: people.population,
            steps: [.expect(before), .setProfile(y, more), .expect(after)])
    }

    static func nobody(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(11, "KG", skills)
        let weakKyrgyz = try people.mentor(
            "Bulut Songkolov", livesIn: ["TR"],
            people.profile([("106a62be", 4)], languages: [("ky", .a2), ("tr", .c1)]))
        let noFelt = try people.mentor(
            "Suusar Aktaluu", livesIn: ["DE"], people.profile([("183134a2", 4)], languages: [("ky", .c2)]))
        let shortOfFelt = try people.mentor(
            "Tolkun Kokjayik", livesIn: ["RU"], people.profile([("106a62be", 2)], languages: [("ky", .c1)]))
        var need = try people.need([("106a62be!", 3)], languages: [("ky!", .b2)])
        need.skills.append(Need.Skill(mention: SkillMention(text: "шырдак", concept: nil)))
        let venture = try people.venture("Naryn felt carpets (demo)", need)
        var expected = Expectation(.venture(venture), seek: .mentors)
        expected.leftOut = [weakKyrgyz.uuid: .mustLanguage, noFelt.uuid: .mustSkill, shortOfFelt.uuid: .mustSkill]
        expected.nobody = true
        return Story(
            number: 11, title: "Kyrgyzstan, nobody", population: people.population, steps: [.expect(expected)])
    }
}
