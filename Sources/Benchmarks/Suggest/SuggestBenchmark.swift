import Archive
import Foundation
import Model
import Taxonomy

/// How often a title, a phrase or a label finds the occupation or skill that it is a name of, when that very name is not
/// in the index; and how long that takes.
struct SuggestBenchmark {
    private let folder: String
    private let rounds: Int
    private let phrases: Int

    static let usage = "Benchmarks suggest --esco FOLDER [--rounds 3] [--phrases 1000]"

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(arguments, known: ["--esco", "--rounds", "--phrases"], usage: Self.usage)
        guard let folder = options.text("--esco") else {
            throw Refusal(text: "say where ESCO's files are: \(Self.usage)")
        }
        self.folder = folder
        rounds = try options.number("--rounds", or: 3)
        phrases = try options.number("--phrases", or: 1_000, atLeast: 1)
    }

    func run() throws {
        let content = try ESCOFolder(folder).content()
        let world = NamedWorld(content)
        let before = Machine.residentBytes
        var building = Timing()
        let index = building.measure { TextIndex(world.taxonomy, world.names) }
        say(
            "\(world.taxonomy.occupations.count) occupations and \(world.skills.count) skills with "
                + "\(content.labels.count + content.occupationLabels.count) labels: built in \(building.total), "
                + "\((Machine.residentBytes - before) / 1_048_576) MB")
        titles(in: world)
        written(in: world, index)
        for language in ["en", "fr", "es"] { skills(in: world, language) }
        labels(in: world, index)
    }

    /// Occupations by titles that the index does not have.
    private func titles(in world: NamedWorld) {
        var dice = Dice(seed: 1)
        for language in ["en", "fr", "es"] {
            let own = world.leavingOutTitles { $0.first { $0.kind == .preferred && $0.language == language } }
            report("its own title, \(language)", ask(own, in: world))
            for round in 0..<rounds {
                let other = world.leavingOutTitles { names in
                    let others = NamedWorld.others(of: names, language)
                    return others.isEmpty ? nil : others[dice.roll(0..<others.count)]
                }
                if !other.asked.isEmpty {
                    report("another title, \(language), round \(round + 1)", ask(other, in: world))
                }
            }
        }
    }

    private func ask(_ held: HeldOut<String>, in world: NamedWorld) -> (ours: Placings, plain: Placings, Timing) {
        let index = TextIndex(world.taxonomy, held.names)
        let plain = PlainTFIDF(world.taxonomy.occupations.map { ($0.code, held.names.occupations[$0.code] ?? []) })
        var (ours, theirs, timing) = (Placings(), Placings(), Timing())
        for (code, text) in held.asked {
            ours.add(
                timing.measure { index.occupations(index.question(text), limit: 100) }.firstIndex { $0.subject == code }
            )
            theirs.add(plain.best(for: text, limit: 100).firstIndex(of: code))
        }
        return (ours, theirs, timing)
    }

    /// Occupations by titles as people write them.
    private func written(in world: NamedWorld, _ index: TextIndex) {
        let plain = PlainTFIDF(world.taxonomy.occupations.map { ($0.code, world.names.occupations[$0.code] ?? []) })
        var (ours, theirs, timing) = (Placings(), Placings(), Timing())
        for (text, right) in WrittenTitles.all {
            let isRight = { (code: String) in
                right.contains(world.taxonomy.occupation(code)?.labels["en"] ?? "")
            }
            let found = timing.measure { index.occupations(index.question(text), limit: 100) }
            ours.add(found.firstIndex { isRight($0.subject) })
            theirs.add(plain.best(for: text, limit: 100).firstIndex(where: isRight))
        }
        report("a title as people write it", (ours, theirs, timing))
    }

    /// Skills by phrases that the index does not have, alone and in a sentence.
    private func skills(in world: NamedWorld, _ language: String) {
        var dice = Dice(seed: 2)
        let held = world.leavingOutPhrases(language, count: phrases, &dice)
        let index = TextIndex(world.taxonomy, held.names)
        let plain = PlainTFIDF(world.skills.map { ($0, held.names.skills[$0] ?? []) })
        for isSentence in [false, true] {
            var (ours, theirs, timing) = (Placings(), Placings(), Timing())
            for (skill, phrase) in held.asked {
                let text = isSentence ? Sentences.around(phrase, language, &dice) : phrase
                ours.add(
                    timing.measure { index.skills(index.question(text), limit: 100) }.firstIndex { $0.subject == skill }
                )
                theirs.add(plain.best(for: text, limit: 100).firstIndex(of: skill))
            }
            report("a phrase\(isSentence ? " in a sentence" : ""), \(language)", (ours, theirs, timing))
        }
    }

    /// Preferred labels that the index has: each must find its own concept first.
    private func labels(in world: NamedWorld, _ index: TextIndex) {
        for language in ["en", "fr", "es", "ar"] {
            var (ranks, timing) = (Placings(), Timing())
            for occupation in world.taxonomy.occupations {
                guard let label = occupation.labels[language] else { continue }
                let found = timing.measure { index.occupations(index.question(label), limit: 10) }
                ranks.add(found.firstIndex { $0.subject == occupation.code })
            }
            say("its label, \(language), of occupations: \(ranks); \(timing.quantiles)")
            (ranks, timing) = (Placings(), Timing())
            for skill in world.skills {
                let label = world.names.skills[skill]?.first { $0.language == language && $0.kind == .preferred }
                guard let label else { continue }
                let found = timing.measure { index.skills(index.question(label.text), limit: 10) }
                ranks.add(found.firstIndex { $0.subject == skill })
            }
            guard !ranks.isEmpty else { continue }
            say("its label, \(language), of skills: \(ranks); \(timing.quantiles)")
        }
    }

    private func report(_ what: String, _ result: (ours: Placings, plain: Placings, timing: Timing)) {
        say("\(what): \(result.ours); TF-IDF \(result.plain); \(result.timing.quantiles)")
    }
}
