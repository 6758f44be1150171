import Foundation

exit(await Program.run(Array(CommandLine.arguments.dropFirst()), in: ProcessInfo.processInfo.environment).rawValue)
