import Testing

@testable import braingain

@Suite struct SettingsTests {
    @Test(arguments: [
        ("BRAINGAIN_LOG", "loud", "debug, info, warning, error"),
        ("BRAINGAIN_LISTEN", "localhost:8080", "127.0.0.1:8080"),
        ("BRAINGAIN_LISTEN", "127.0.0.1:99999", "127.0.0.1:8080"),
        ("BRAINGAIN_LISTEN", "127.0.0.256:80", "127.0.0.1:8080"),
        ("BRAINGAIN_ADMIN", "127.0.0.1:8080", "another port"),
        ("BRAINGAIN_PROXIES", "127.0.0.1,nginx", "127.0.0.1,2001:db8::1"),
        ("BRAINGAIN_PROXY_PROTOCOL", "yes", "set one"),
        ("BRAINGAIN_PROXY_PROTOCOL", "on", "name the proxies in BRAINGAIN_PROXIES"),
        ("BRAINGAIN_ORIGINS", "https://a.example/page", "without a path"),
        ("BRAINGAIN_ORIGINS", "*", "without a path"),
        ("BRAINGAIN_SEND", "/nowhere/send", "absolute path"),
        ("BRAINGAIN_SEND", "send", "absolute path"),
        ("BRAINGAIN_RATE", "-1", "0 for no limit"),
        ("BRAINGAIN_RATE", "many", "0 for no limit"),
        ("BRAINGAIN_DATA", "data", "slash"),
        ("DATABASE_URL", "mysql://user:secret@host/x", "postgresql:///"),
        ("BRAINGAIN_LISTN", "127.0.0.1:8080", "did you mean BRAINGAIN_LISTEN?"),
    ])
    func `a wrong setting is refused with its name and the remedy`(
        name: String, value: String, remedy: String
    ) throws {
        let run = try Execution("search", "skills", "x", environment: [name: value])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("braingain: \(name) "))
        #expect(run.errors.contains(remedy))
        #expect(!run.errors.contains("secret"))
    }

    @Test func `settings that are not given have the values of the README`() throws {
        let settings = try Settings(["HOME": "/home/desk"], isRoot: false)
        #expect(settings.databaseURL == nil)
        #expect(settings.data == "/home/desk/.local/share/braingain")
        #expect(try Settings([:], isRoot: true).data == "/var/lib/braingain")
        #expect(settings.listen.description == "127.0.0.1:8080")
        #expect(settings.admin.description == "127.0.0.1:8081")
        #expect(settings.log == .info)
        #expect(settings.rate == 600)
        #expect(settings.proxies == [])
        #expect(
            try Settings(["HOME": "/h", "BRAINGAIN_PROXIES": "127.0.0.1, 2001:db8::1"]).proxies
                == ["127.0.0.1", "2001:db8::1"])
        #expect(try Settings(["HOME": "/h", "XDG_DATA_HOME": "/d"], isRoot: true).data == "/d/braingain")
    }

    @Test func `an address of version 6 keeps its brackets for people only`() throws {
        let address = try #require(SocketAddress("[::1]:0"))
        #expect(address.host == "::1")
        #expect(address.description == "[::1]:0")
        #expect(SocketAddress("::1:80") == nil)
        #expect(SocketAddress("[1]:80") == nil)
    }
}
