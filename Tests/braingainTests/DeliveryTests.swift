import Foundation
import Testing

/// Messages leave the service by a program, or as files for trying out.
@Suite(.serialized) struct DeliveryTests {
    private static let timeLimit = Duration.seconds(20)

    /// Has a code sent to an address while the service runs, and waits for what comes of it.
    private func send(
        to address: String, _ environment: [String: String] = [:], found: (String) throws -> String?
    ) async throws -> String {
        let folder = try DemoFolder.shared.get().path
        let service = try RunningService(data: folder, environment: environment)
        defer { _ = service.end(by: SIGTERM) }
        let asked = try await service.get("/v1/codes", body: #"{"address": "\#(address)", "language": "es"}"#)
        #expect(asked.status == 202)
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < Self.timeLimit {
            if let found = try found(folder) { return found }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Late()
    }

    struct Late: Error {}

    @Test func `without a program a message is a file that its owner alone reads`() async throws {
        let files = FileManager.default
        let text = try await send(to: "First@example.org") { folder in
            let names = (try? files.contentsOfDirectory(atPath: "\(folder)/outbox")) ?? []
            // Others are written to there, too.
            return try names.lazy.map { try String(contentsOfFile: "\(folder)/outbox/\($0)", encoding: .utf8) }
                .first { $0.contains("first@example.org") }
        }
        #expect(text.contains(#""kind":"email","to":"first@example.org","subject":"Su código de BrainGain""#))
        #expect(text.contains(/"body":"Su código es [0-9]{8}\./))
        let rights = try files.attributesOfItem(atPath: DemoFolder.shared.get().path + "/outbox")[.posixPermissions]
        #expect(rights as? Int == 0o700)
        let outbox = try DemoFolder.shared.get().path + "/outbox"
        for name in try files.contentsOfDirectory(atPath: outbox) {
            let rights = try files.attributesOfItem(atPath: "\(outbox)/\(name)")[.posixPermissions]
            #expect(rights as? Int == 0o600)
        }
    }

    @Test func `a program gets each message as a line of JSON`() async throws {
        let folder = try TemporaryFolder()
        let program = folder.path + "/send"
        try "#!/bin/sh\ncat > \(folder.path)/taking && mv \(folder.path)/taking \(folder.path)/taken\n"
            .write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        let text = try await send(to: "+212 612 345 678", ["BRAINGAIN_SEND": program]) { _ in
            try? String(contentsOfFile: folder.path + "/taken", encoding: .utf8)
        }
        #expect(text.contains(#""kind":"phone","to":"+212612345678""#))
        #expect(text.hasSuffix("}\n"))
    }

    /// A relay of one message, and what it was given.
    @Test func `the program that comes along passes mail on by SMTP, and refuses the rest`() throws {
        let send = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Deploy/send").path
        let relay = """
            import socket, subprocess, os, sys
            server = socket.create_server(("127.0.0.1", 0))
            environment = dict(os.environ, SMTP_RELAY="smtp://127.0.0.1:%d" % server.getsockname()[1], SMTP_FROM="desk@example.org")
            sending = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, env=environment)
            sending.stdin.write(b'{"id": "1", "kind": "email", "to": "a@example.org", "subject": "S\\\\u00fa", "body": "\\\\u0631\\\\u0645\\\\u0632"}\\n')
            sending.stdin.close()
            link, _ = server.accept()
            lines = link.makefile("rwb")
            say = lambda text: (lines.write(text + b"\\r\\n"), lines.flush())
            say(b"220 relay")
            inside = False
            for line in lines:
                print(line.decode().rstrip())
                if inside:
                    if line == b".\\r\\n": inside = False; say(b"250 taken")
                elif line.upper().startswith(b"DATA"): inside = True; say(b"354 go on")
                elif line.upper().startswith(b"QUIT"): say(b"221 bye"); break
                else: say(b"250 relay")
            print("status", sending.wait())
            refused = subprocess.run([sys.argv[1]], input=b'{"kind": "phone"}', env=environment, stderr=subprocess.PIPE)
            print("refused", refused.returncode)
            """
        let run = try Execution(["-c", relay, send], program: URL(filePath: "/usr/bin/python3"))
        #expect(run.exitCode == 0, "\(run.errors)")
        for said in [
            "RCPT TO:<a@example.org>", "MAIL FROM:<desk@example.org>", "To: a@example.org", "status 0", "refused 1",
        ] {
            #expect(run.output.lowercased().contains(said.lowercased()), "\(said)")
        }
        #expect(run.output.contains("2LHZhdiy"), "the body in base 64")
    }
}
