/// Sentences of CVs and notes around a phrase.
enum Sentences {
    static func around(_ phrase: String, _ language: String, _ dice: inout Dice) -> String {
        let frames = frames[language] ?? ["{}"]
        return frames[dice.roll(0..<frames.count)].replacing("{}", with: phrase)
    }

    private static let frames = [
        "en": [
            "I was responsible for {} at a company in Dhaka for three years.",
            "Over the last five years my work has been to {} for clients.",
            "Looking for somebody who can {} part time, from January.", "Good knowledge of {}; team player.",
            "The entrepreneur needs help with {} before the opening.",
        ],
        "fr": [
            "J'ai été responsable de {} dans une entreprise de Dakar pendant trois ans.",
            "La porteuse de projet a besoin d'aide pour {} avant l'ouverture.", "Je sais {} et je travaille en équipe.",
        ],
        "es": [
            "Durante tres años me encargué de {} en una empresa de Quito.",
            "La emprendedora necesita ayuda para {} antes de abrir.", "Tengo experiencia en {} y trabajo en equipo.",
        ],
    ]
}
