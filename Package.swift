// swift-tools-version: 6.2
import PackageDescription

// The picture of this package is in Sources/README.md: imports go down only, and the build refuses
// an import that is not declared here (--explicit-target-dependency-import-check=error, see Makefile).

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "almanac",
  products: [
    .executable(name: "almanac", targets: ["almanac"]),
    .executable(name: "almanac-reader", targets: ["almanac-reader"]),
  ],
  targets: [
    // C libraries of the system, and one header of small wrappers around system calls.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CXxhash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // Not by pkg-config: its file drags in Berkeley DB. Linked by almanac-reader alone.
    .systemLibrary(name: "CIcal", providers: [.apt(["libical-dev"])]),
    .systemLibrary(name: "CLinux"),

    // The ground: what every module may use.
    .target(name: "Bytes", swiftSettings: strict),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "CivilTime", dependencies: ["Bytes", "Diagnostics"], swiftSettings: strict),

    // Formats: they know nothing of mentoring.
    .target(
      name: "Markup", dependencies: ["Bytes", "Diagnostics", "CivilTime", "CCmark", "CYaml"], swiftSettings: strict),
    .target(name: "ICalendar", dependencies: ["Bytes", "CivilTime"], swiftSettings: strict),

    // When a foreign calendar keeps somebody busy: pure. The program that reads such files with few rights.
    .target(name: "BusyCalendars", dependencies: ["Bytes", "Diagnostics", "CivilTime"], swiftSettings: strict),
    .executableTarget(
      name: "almanac-reader", dependencies: ["BusyCalendars", "Bytes", "CivilTime", "Diagnostics", "CIcal", "CLinux"],
      swiftSettings: strict),

    // The domain: pure, no disk, no clock, no SQL.
    .target(
      name: "Mentoring", dependencies: ["Bytes", "Diagnostics", "CivilTime"], exclude: ["Decisions/README.md"],
      swiftSettings: strict),

    // The two doors: to the database and to the web. They do not know each other.
    .target(
      name: "Storage",
      dependencies: ["Bytes", "Diagnostics", "CivilTime", "Mentoring", "CSQLite", "CSodium"],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Publishing",
      dependencies: [
        "Bytes", "Diagnostics", "CivilTime", "Markup", "ICalendar", "Mentoring", "CSodium", "CXxhash", "CQrencode",
        "CLinux",
      ],
      swiftSettings: strict,
      plugins: ["EmbedFilesPlugin"]),

    // Puts Templates/, content/ and the handbook into the program while it is built.
    .executableTarget(name: "EmbedFiles", swiftSettings: strict),
    .plugin(
      name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"],
      path: "Sources/EmbedFilesPlugin"),

    // The made-up programme of `almanac demo`.
    .target(
      name: "DemoProgramme", dependencies: ["Bytes", "Diagnostics", "CivilTime", "Mentoring", "Storage"],
      swiftSettings: strict),

    .executableTarget(
      name: "almanac",
      dependencies: [
        "Bytes", "Diagnostics", "CivilTime", "BusyCalendars", "Markup", "Mentoring", "Storage", "Publishing",
        "DemoProgramme", "CLinux",
      ],
      exclude: ["Handbook"], swiftSettings: strict, plugins: ["EmbedFilesPlugin"]),

    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime", "Bytes", "Diagnostics"], swiftSettings: strict),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "Bytes", "Diagnostics"], swiftSettings: strict),
    // Reads calendars strictly and holds them against the standard; for tests alone.
    .target(
      name: "StandardReading", dependencies: ["ICalendar", "Bytes"], path: "Tests/StandardReading",
      swiftSettings: strict),
    .testTarget(
      name: "ICalendarTests", dependencies: ["StandardReading", "ICalendar", "CivilTime", "Bytes"],
      swiftSettings: strict),
    .testTarget(
      name: "BusyCalendarsTests", dependencies: ["BusyCalendars", "CivilTime", "Bytes", "Diagnostics"],
      swiftSettings: strict),
    .testTarget(
      name: "MentoringTests", dependencies: ["Mentoring", "CivilTime", "Bytes", "Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "StorageTests", dependencies: ["Storage", "Mentoring", "CivilTime", "Bytes", "Diagnostics"],
      swiftSettings: strict),
    .testTarget(
      name: "PublishingTests",
      dependencies: ["Publishing", "ICalendar", "Mentoring", "Markup", "CivilTime", "Bytes", "Diagnostics"],
      swiftSettings: strict),
    .testTarget(
      name: "DemoProgrammeTests",
      dependencies: [
        "DemoProgramme", "Storage", "Publishing", "ICalendar", "Mentoring", "CivilTime", "Bytes", "Diagnostics",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["almanac", "StandardReading", "Publishing", "Storage", "Diagnostics", "CivilTime", "Bytes"],
      swiftSettings: strict),
  ]
)
