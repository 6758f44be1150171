import Demo
import Foundation
import Matching
import Model

/// Requests to try, printed where the demo is served.
struct Requests {
    private let lines: [String]

    /// Three requests that work when pasted; none where the demo's key is not here.
    init(_ folder: DataFolder, _ address: String) {
        guard folder.demoKey != nil, let venture = Story.firstVenture else {
            lines = []
            return
        }
        let base = "http://\(address)/v1"
        let profile = """
            {"seek": ["offers"], "limit": 3, "profile": {"skills": [{"skill": "27d26fd6", "level": 3}]}, \
            "wish": {"places": ["NP-P4"], "modes": ["return"]}}
            """
        lines = [
            "# A desk asks who could mentor its cheese cooperative, and why:",
            "curl -s -H \"Authorization: Bearer $(cat \(folder.path)/demo.key)\" '\(base)/ventures/\(venture)/matches?seek=mentors&limit=3'",
            "# A welder back in Gandaki asks for offers, without an account:",
            "curl -s -H 'Content-Type: application/json' '\(base)/matches' -d '\(profile)'",
            "# What is this skill called?",
            "curl -s '\(base)/skills?q=gestion%20de%20projet&limit=3'",
        ]
    }

    func show(on console: Console) { for line in lines { console.print(line) } }
}
