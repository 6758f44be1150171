import API
import HTTP
import Matching

/// The two listening addresses of the service: the interface, and health and metrics.
struct RunningServers: Sendable {
    private let interface: Server
    private let admin: Server
    private let settings: Settings

    /// - Parameter issuer: whose tokens are taken; null for nobody's.
    init(_ settings: Settings, _ backend: Backend, _ issuer: TokenIssuer?, _ log: Log) async throws {
        self.settings = settings
        let metrics = RequestMetrics()
        let pages = AdminPages(notReady: { backend.notReady }, metrics: { metrics.text() })
        let limit = settings.rate == 0 ? nil : RateLimit(keyLimit: settings.rate)
        let answers = try Interface(
            backend.service, issuer: issuer, limit: limit, origins: settings.origins
        ) { trace, cause in
            log.write(.error, "a request failed", ["trace": "\(trace)", "cause": cause])
        }
        var configuration = ServerConfiguration(address: settings.listen.description)
        configuration.trustedProxies = settings.proxies
        configuration.isProxyProtocol = settings.isProxyProtocol
        configuration.refusalResponse = { Interface.refused($0, $1) }
        configuration.accessLog = { record in
            metrics.count(record)
            log.write(
                // Who was turned away is worth a line; who was served is not.
                [401, 403].contains(record.status) ? .info : .debug, "request",
                [
                    "method": record.method?.rawValue ?? "", "route": record.route ?? "", "asker": record.asker ?? "",
                    "status": record.status.map(String.init) ?? "", "trace": "\(record.traceID)",
                    "milliseconds": "\(Int(record.duration / .milliseconds(1)))",
                ])
        }
        admin = try Self.listen("BRAINGAIN_ADMIN", ServerConfiguration(address: settings.admin.description)) {
            await pages.answer($0)
        }
        do throws(Failure) {
            interface = try Self.listen("BRAINGAIN_LISTEN", configuration) { await answers.answer($0) }
        } catch {
            await admin.stop()
            throw error
        }
    }

    /// Where the interface is served, with the port that the system chose where the settings left it open.
    var address: String { SocketAddress(settings.listen, port: interface.port).description }
    var adminAddress: String { SocketAddress(settings.admin, port: admin.port).description }

    /// Takes no new requests, finishes those in flight, and ends.
    func stop() async {
        await interface.stop()
        await admin.stop()
    }

    private static func listen(
        _ setting: String, _ configuration: ServerConfiguration,
        handler: @escaping @Sendable (Request) async -> Response
    ) throws(Failure) -> Server {
        do throws(ServerError) {
            return try Server(configuration, handler: handler)
        } catch {
            throw .failed("\(error): free \(configuration.address) or set \(setting)")
        }
    }
}
