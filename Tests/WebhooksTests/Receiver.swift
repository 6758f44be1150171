import Foundation
import Testing

/// Somebody's program that hears of events, over HTTPS with a certificate of the test's own.
final class Receiver {
    let port: Int
    /// The file of the certificate.
    let authorities: String
    private let folder: URL
    private let process = Process()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "braingain-hook-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        authorities = "\(folder.path)/tls.crt"
        let making = Process()
        making.executableURL = URL(filePath: "/usr/bin/env")
        making.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder.path)/tls.key", "-out",
            authorities,
        ]
        making.standardError = FileHandle.nullDevice
        try making.run()
        while making.isRunning { usleep(10_000) }
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)), "is python3 installed?")
    }

    deinit {
        // It inherits which signals its thread keeps away; this one nobody can.
        kill(process.processIdentifier, SIGKILL)
        while process.isRunning { usleep(10_000) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// What came, a line of JSON each.
    var received: [String] {
        let text = (try? String(contentsOf: folder.appending(path: "received"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    /// Answers by its path: with a status, elsewhere, slowly, or at length.
    private static let program = """
        import http.server, json, ssl, sys, time
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode()
                with open(sys.argv[1] + '/received', 'a') as f:
                    f.write(json.dumps({'path': self.path, 'headers': dict(self.headers), 'body': body}) + '\\n')
                if self.path == '/slow': time.sleep(8)
                self.send_response(302 if self.path == '/away' else int(self.path[1:]) if self.path[1:].isdigit() else 200)
                if self.path == '/away': self.send_header('Location', '/200')
                self.end_headers()
                if self.path == '/long': self.wfile.write(b'x' * 1_000_000)
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1] + '/tls.crt', sys.argv[1] + '/tls.key')
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
