import Foundation

/// The machine that something was measured on, in words.
struct Machine: CustomStringConvertible {
    /// What the process holds in memory at this moment; 0 where the system does not say.
    static var residentBytes: Int {
        let fields = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (fields.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * 4_096
    }

    let description: String

    init() throws {
        let file = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
        let model = file.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ": ").last
        let memory = Int((Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824).rounded())
        let cores = ProcessInfo.processInfo.activeProcessorCount
        description = "\(model.map(String.init) ?? "unknown processor"), \(cores) cores, \(memory) GiB of memory"
    }
}
