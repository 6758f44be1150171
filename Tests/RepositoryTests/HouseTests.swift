import Foundation
import Testing

@Suite struct HouseTests {
    @Test func `files are short: none over 400 lines, nine in ten at most 250, half at most 80`() {
        let lengths = Repository.swiftFiles.map(\.lines.count).sorted()
        #expect(lengths.count > 20)
        #expect(lengths.last ?? 0 <= 400)
        #expect(lengths[lengths.count * 9 / 10] <= 250)
        #expect(lengths[lengths.count / 2] <= 90)
    }

    @Test func `no name says nothing`() {
        let banned = ["Util", "Helper", "Manager", "Core.swift", "Extensions", "Misc", "Common"]
        for file in Repository.swiftFiles {
            let name = file.path.split(separator: "/").last ?? ""
            #expect(!banned.contains { name.contains($0) }, "\(file.path)")
        }
    }

    @Test func `a failure is never forced away, and nothing is left to be done`() {
        let banned = ["try" + "!", "TO" + "DO", "FIX" + "ME", "HA" + "CK:", "fatal" + "Error("]
        for file in Repository.swiftFiles {
            for (number, line) in file.lines.enumerated() {
                #expect(!banned.contains { line.contains($0) }, "\(file.path):\(number + 1)")
            }
        }
    }

    @Test func `what the compiler cannot check about concurrency is proved in a comment`() {
        for file in Repository.swiftFiles {
            for (number, line) in file.lines.enumerated() where line.contains("@unchecked " + "Sendable") {
                let above = file.lines[max(0, number - 6)..<number]
                #expect(above.contains { $0.contains("//") }, "\(file.path):\(number + 1)")
            }
        }
    }

    @Test func `a type that other targets may use says what it is`() {
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            for (number, line) in file.lines.enumerated() {
                let isType = ["struct", "enum", "class", "final class", "protocol", "actor"].contains {
                    line.hasPrefix("package \($0) ")
                }
                guard isType else { continue }
                let above = file.lines[..<number].last { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("@") } ?? ""
                #expect(above.contains("///"), "\(file.path):\(number + 1)")
            }
        }
    }
}
