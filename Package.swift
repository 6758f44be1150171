// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is strict: Swift 6 mode, and a warning is an error.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// A layer of the product and the layers it may import (Sources/ARCHITECTURE.md says why).
func layer(
    _ name: String, imports dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func tests(of name: String, using dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, swiftSettings: strict)
}

/// Our parsers, asked about the inputs that the fuzzer keeps; `Tests/Fuzz/run` makes the fuzzer itself of the same files.
let isFuzzer = Context.environment["BRAINGAIN_FUZZER"] != nil
let fuzzed: [Target.Dependency] = ["HTTP", "API", "Secrets", "Taxonomy", "Importing"]

let package = Package(
    name: "BrainGain",
    products: [.executable(name: "braingain", targets: ["braingain"])],
    targets: [
        .systemLibrary(name: "CPostgreSQL"),
        .target(name: "CMicroHTTPD", linkerSettings: [.linkedLibrary("microhttpd")]),
        .systemLibrary(name: "CSodium"),
        .systemLibrary(name: "COath"),
        .systemLibrary(name: "CZxcvbn"),
        .systemLibrary(name: "COpenSSL"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .systemLibrary(name: "CArchive"),
        .target(name: "CAllocator", linkerSettings: [.linkedLibrary("jemalloc")]),
        .target(name: "Schema", path: "SQL", exclude: ["Migrations", "Reference", "Schema.sql"]),

        layer("Model"),
        layer("Taxonomy", imports: ["Model"]),
        layer("Scoring", imports: ["Model", "Taxonomy", "Ranking"]),
        .systemLibrary(name: "Lanes"),
        layer("Ranking", imports: ["Lanes"]),
        layer("Archive", imports: ["CArchive"]),
        layer("Secrets", imports: ["CSodium", "COath", "CZxcvbn", "COpenSSL"]),
        layer("Postgres", imports: ["CPostgreSQL"]),
        layer("HTTP", imports: ["CMicroHTTPD"]),
        layer("Webhooks", imports: ["CCurl"]),
        layer("Store", imports: ["Model", "Taxonomy", "Postgres", "Schema"]),
        layer("Matching", imports: ["Model", "Taxonomy", "Scoring", "Ranking", "Store", "Secrets"]),
        layer("Importing", imports: ["Model", "Taxonomy", "Store", "Matching", "Archive", "Schema"]),
        layer(
            "API", imports: ["Model", "Matching", "HTTP", "Secrets"], exclude: ["ERRORS.md"],
            resources: [.embedInCode("Access/policy.txt"), .embedInCode("Documentation/examples.json")]),
        layer("Demo", imports: ["Model", "Taxonomy", "Scoring", "Store", "Matching", "Importing"]),
        .executableTarget(
            name: "braingain",
            dependencies: [
                "Model", "Taxonomy", "Scoring", "Ranking", "Archive", "Secrets", "Postgres", "HTTP", "Schema",
                "Store", "Matching", "Importing", "API", "Demo", "Webhooks", "CAllocator",
            ], swiftSettings: strict),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Model", "Taxonomy", "Archive", "Scoring", "Ranking", "Postgres", "Store", "Matching", "Importing",
                "Demo", "CAllocator",
            ],
            exclude: ["README.md", "PERFORMANCE.md", "Peers", "peers.jsonl"],
            swiftSettings: strict),

        .target(
            name: "TestDatabase", dependencies: ["Taxonomy", "Postgres", "Store", "Importing", "Matching"],
            path: "Tests/TestDatabase", swiftSettings: strict),

        .target(
            name: "TestIssuer", dependencies: ["COpenSSL", "Secrets"], path: "Tests/TestIssuer", swiftSettings: strict),

        tests(of: "Model"),
        tests(of: "Taxonomy", using: ["Model", "Archive"]),
        tests(of: "Scoring", using: ["Model", "Taxonomy", "Ranking"]),
        tests(of: "Ranking"),
        tests(of: "Archive"),
        tests(of: "Secrets"),
        tests(of: "Postgres", using: ["TestDatabase"]),
        tests(of: "HTTP"),
        tests(of: "Webhooks"),
        tests(of: "Schema", using: ["Postgres", "Store"]),
        tests(of: "Store", using: ["Model", "Taxonomy", "Postgres", "Schema", "TestDatabase"]),
        tests(
            of: "Matching",
            using: ["Model", "Taxonomy", "Scoring", "Ranking", "Store", "Postgres", "Demo", "TestDatabase"]),
        tests(
            of: "Importing", using: ["Model", "Taxonomy", "Store", "Matching", "Archive", "Postgres", "TestDatabase"]),
        tests(
            of: "API",
            using: ["Demo", "HTTP", "Matching", "Model", "Postgres", "Secrets", "Store", "TestDatabase", "TestIssuer"]),
        tests(of: "Demo", using: ["Model", "Matching", "Scoring", "Importing", "Store", "TestDatabase"]),
        tests(of: "braingain", using: ["Model", "Demo", "Postgres", "TestDatabase", "TestIssuer"]),
        tests(of: "Benchmarks"),
        .testTarget(name: "RepositoryTests", swiftSettings: strict),
        isFuzzer
            ? .executableTarget(
                name: "Fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
                exclude: ["Corpus", "ReplayTests.swift", "run"],
                swiftSettings: strict)
            : .testTarget(
                name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Corpus", "Entry.swift", "run"],
                swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
