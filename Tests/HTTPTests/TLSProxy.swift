import Foundation
import Testing

@testable import HTTP

/// nginx or Caddy with the configuration of Deploy, on a free port, with a certificate that is thrown away.
final class TLSProxy {
    enum Kind: String {
        case nginx, caddy
    }

    let port: Int
    private let folder: URL
    private let process = Process()

    /// - Parameter service: the port that it passes on to.
    init(_ kind: Kind, service: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "braingain-tls-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let free = try Listener(address: "127.0.0.1:0", count: 1)
        for socket in free.sockets { close(socket) }
        port = free.port
        _ = try Self.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder.path)/tls.key",
            "-out",
            "\(folder.path)/tls.crt")
        let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Deploy").standardized
        let source = deploy.appending(path: kind == .nginx ? "nginx.conf" : "Caddyfile")
        let text = try String(contentsOf: source, encoding: .utf8)
            .replacing("listen 443 ssl", with: "listen 127.0.0.1:\(port) ssl")
            .replacing("https://:443", with: "https://:\(port)")
            .replacing("127.0.0.1:8080", with: "127.0.0.1:\(service)")
            .replacing("/etc/braingain", with: folder.path).replacing(
                "/run/braingain-nginx.pid", with: "\(folder.path)/pid")
        try text.write(to: folder.appending(path: "config"), atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            kind == .nginx
            ? ["nginx", "-p", folder.path, "-c", "\(folder.path)/config", "-g", "daemon off;"]
            : ["caddy", "run", "--adapter", "caddyfile", "--config", "\(folder.path)/config"]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<500 {
            if (try? RawClient(port: port)) != nil { return }
            usleep(20_000)
        }
        Issue.record("\(kind) does not listen: is it installed (Deploy/test)?")
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What comes back for these bytes until the connection ends.
    func answer(to bytes: String) throws -> String { try answers(to: [bytes], patience: 30)[0] }

    /// What comes back over a connection each, all at once, until it ends or the patience, in seconds, does.
    func answers(to all: [String], patience: Int) throws -> [String] {
        let clients = try all.map { bytes in
            let (client, input, output) = (Process(), Pipe(), Pipe())
            client.executableURL = URL(filePath: "/usr/bin/env")
            client.arguments = [
                "openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-servername", "localhost", "-quiet",
            ]
            client.standardInput = input
            client.standardOutput = output
            client.standardError = FileHandle.nullDevice
            try client.run()
            try input.fileHandleForWriting.write(contentsOf: Data(bytes.utf8))
            return (client, input, output.fileHandleForReading)
        }
        let end = Date.now + Double(patience)
        while Date.now < end, clients.contains(where: { $0.0.isRunning }) { usleep(20_000) }
        return clients.map { client, input, output in
            if client.isRunning { kill(client.processIdentifier, SIGKILL) }
            // The input stays open until the answer has come.
            defer { try? input.fileHandleForWriting.close() }
            return String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
        }
    }

    private static func run(_ words: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
