import Foundation

/// Profiles and needs as a folder's `.npy` files and `queries.json` hold them.
struct Population {
    struct Request: Decodable {
        struct Need: Decodable {
            struct Related: Decodable {
                let skill: Int
                let relatedness: Double

                init(from decoder: any Decoder) throws {
                    var pair = try decoder.unkeyedContainer()
                    skill = try pair.decode(Int.self)
                    relatedness = try pair.decode(Double.self)
                }
            }

            let skill: Int
            let importance: Int
            let level: Int
            let related: [Related]
        }

        let need: [Need]
        let languages: [Int]
        let country: Int?
    }

    /// Profile p has the skills of `starts[p] ..< starts[p + 1]`.
    let starts: [Int64]
    let skills: [Int32]
    let levels: [UInt8]
    let countries: [UInt8]
    /// A bit for each language.
    let languages: [UInt16]
    let requests: [Request]

    var count: Int { countries.count }

    init(folder: String) throws {
        func read<Value>(_ name: String, as type: Value.Type) throws -> [Value] {
            let data = try Data(contentsOf: URL(filePath: folder).appending(path: name)).dropFirst(128)
            return data.withUnsafeBytes { bytes in
                Array(unsafeUninitializedCapacity: bytes.count / MemoryLayout<Value>.stride) { buffer, count in
                    count = bytes.count / MemoryLayout<Value>.stride
                    UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                }
            }
        }
        starts = try read("ptr.npy", as: Int64.self)
        skills = try read("skill.npy", as: Int32.self)
        levels = try read("level.npy", as: UInt8.self)
        countries = try read("country.npy", as: UInt8.self)
        languages = try read("langs.npy", as: UInt16.self)
        let queries = try Data(contentsOf: URL(filePath: folder).appending(path: "queries.json"))
        requests = try JSONDecoder().decode([Request].self, from: queries)
    }

    /// What having a skill at a level is worth to a need for it, or for one that it is related to: 0 to 250.
    static func value(relatedness: Double, level: Int, asked: Int) -> UInt8 {
        let credit = level >= asked ? 1 : Float(level) / Float(asked)
        return UInt8(Float(relatedness) * credit * 250 + 0.5)
    }
}
