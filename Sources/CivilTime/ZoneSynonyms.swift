/// The IANA zone of a Windows name, in any case; nil if Windows has no such name.
public func zoneName(ofWindows name: String) -> String? { windowsZones[name.lowercased()] }

private let windowsZones: [String: String] = {
  var all: [String: String] = [:]
  let bytes = UnsafeBufferPointer(start: windowsZoneLines.utf8Start, count: windowsZoneLines.utf8CodeUnitCount)
  for line in bytes.split(separator: 10) {
    let sides = line.split(separator: UInt8(ascii: "=")).map { String(decoding: $0, as: UTF8.self) }
    if sides.count == 2 { all[sides[0].lowercased()] = sides[1] }
  }
  return all
}()

/// Abbreviations that people enter for a time zone, and the zones of the places that use each, most populous first.
/// IANA also has zones named `CET` or `EST`, but people in places with clock changes do not mean those.
let zoneAbbreviations: [String: [String]] = {
  let lines: StaticString = """
    ACDT=Australia/Adelaide
    ACST=Australia/Darwin Australia/Adelaide
    ADT=America/Halifax
    AEDT=Australia/Sydney Australia/Melbourne
    AEST=Australia/Brisbane Australia/Sydney Australia/Melbourne
    AET=Australia/Sydney Australia/Brisbane
    AKDT=America/Anchorage
    AKST=America/Anchorage
    AMT=America/Manaus Asia/Yerevan
    ART=America/Argentina/Buenos_Aires
    AST=America/Halifax Asia/Riyadh America/Puerto_Rico
    AWST=Australia/Perth
    BRT=America/Sao_Paulo
    BST=Europe/London Asia/Dhaka
    CAT=Africa/Maputo Africa/Johannesburg
    CDT=America/Chicago America/Havana
    CEST=Europe/Berlin Europe/Paris Europe/Rome
    CET=Europe/Berlin Europe/Paris Africa/Algiers
    CLT=America/Santiago
    COT=America/Bogota
    CST=America/Chicago Asia/Shanghai America/Mexico_City
    CT=America/Chicago
    EAT=Africa/Nairobi
    ECT=America/Guayaquil
    EDT=America/New_York America/Toronto
    EEST=Europe/Athens Europe/Kyiv Africa/Cairo
    EET=Europe/Athens Europe/Kyiv Africa/Cairo
    EST=America/New_York Australia/Sydney America/Panama
    ET=America/New_York
    GMT=Europe/London Africa/Accra UTC
    GST=Asia/Dubai
    HKT=Asia/Hong_Kong
    HST=Pacific/Honolulu
    ICT=Asia/Bangkok
    IDT=Asia/Jerusalem
    IST=Asia/Kolkata Europe/Dublin Asia/Jerusalem
    JST=Asia/Tokyo
    KST=Asia/Seoul
    MDT=America/Denver
    MESZ=Europe/Berlin Europe/Vienna Europe/Zurich
    MET=Europe/Berlin Europe/Paris
    MEZ=Europe/Berlin Europe/Vienna Europe/Zurich
    MSK=Europe/Moscow
    MST=America/Denver America/Phoenix Asia/Kuala_Lumpur
    MT=America/Denver
    MYT=Asia/Kuala_Lumpur
    NDT=America/St_Johns
    NST=America/St_Johns
    NZDT=Pacific/Auckland
    NZST=Pacific/Auckland
    NZT=Pacific/Auckland
    PDT=America/Los_Angeles
    PET=America/Lima
    PHT=Asia/Manila
    PKT=Asia/Karachi
    PST=America/Los_Angeles Asia/Manila
    PT=America/Los_Angeles Europe/Lisbon
    SAST=Africa/Johannesburg
    SGT=Asia/Singapore
    SST=Asia/Singapore Pacific/Pago_Pago
    TRT=Europe/Istanbul
    UYT=America/Montevideo
    WAT=Africa/Lagos
    WEST=Europe/Lisbon
    WET=Europe/Lisbon Atlantic/Canary
    WIB=Asia/Jakarta
    """
  return table(lines)
}()

/// Time zone names that people and calendar programs use, in lower case, without text in parentheses and without the
/// words standard, daylight and summer.
let zoneNamesInWords: [String: [String]] = {
  let lines: StaticString = """
    alaska time=America/Anchorage
    alaskan time=America/Anchorage
    arabian time=Asia/Dubai
    argentina time=America/Argentina/Buenos_Aires
    atlantic time=America/Halifax
    australian eastern time=Australia/Sydney Australia/Brisbane
    australian central time=Australia/Adelaide Australia/Darwin
    australian western time=Australia/Perth
    british time=Europe/London
    central africa time=Africa/Maputo
    central america time=America/Guatemala
    central european time=Europe/Berlin Europe/Paris Europe/Warsaw
    central europe time=Europe/Berlin Europe/Budapest
    central time=America/Chicago America/Winnipeg
    china time=Asia/Shanghai
    colombia time=America/Bogota
    coordinated universal time=UTC
    east africa time=Africa/Nairobi
    eastern african time=Africa/Nairobi
    eastern european time=Europe/Athens Europe/Helsinki Europe/Kyiv
    eastern time=America/New_York America/Toronto Australia/Sydney
    greenwich mean time=Europe/London Africa/Accra UTC
    greenwich time=Europe/London Africa/Accra UTC
    gulf time=Asia/Dubai
    hawaii time=Pacific/Honolulu
    hawaii-aleutian time=Pacific/Honolulu America/Adak
    hong kong time=Asia/Hong_Kong
    indian time=Asia/Kolkata
    india time=Asia/Kolkata
    indochina time=Asia/Bangkok
    irish time=Europe/Dublin
    israel time=Asia/Jerusalem
    japan time=Asia/Tokyo
    korea time=Asia/Seoul
    korean time=Asia/Seoul
    mitteleuropäische zeit=Europe/Berlin Europe/Vienna Europe/Zurich
    mitteleuropäische sommerzeit=Europe/Berlin Europe/Vienna Europe/Zurich
    moscow time=Europe/Moscow
    mountain time=America/Denver America/Edmonton
    new zealand time=Pacific/Auckland
    newfoundland time=America/St_Johns
    pacific time=America/Los_Angeles America/Vancouver
    pakistan time=Asia/Karachi
    philippine time=Asia/Manila
    singapore time=Asia/Singapore
    south africa time=Africa/Johannesburg
    turkey time=Europe/Istanbul
    universal time=UTC
    west africa time=Africa/Lagos
    western african time=Africa/Lagos
    western european time=Europe/Lisbon Atlantic/Canary
    heure d'europe centrale=Europe/Paris Europe/Brussels Europe/Zurich
    heure de l'est=America/Toronto America/New_York
    uk time=Europe/London
    """
  return table(lines)
}()

/// Well-known places by their offset from UTC in minutes: those with this offset in winter, then those with it in
/// summer.
let placesByOffset: [Int: (standard: [String], summer: [String])] = {
  let lines: StaticString = """
    -660=Pacific/Pago_Pago|
    -600=Pacific/Honolulu|
    -540=America/Anchorage|
    -480=America/Los_Angeles America/Tijuana|America/Anchorage
    -420=America/Denver America/Phoenix|America/Los_Angeles
    -360=America/Chicago America/Mexico_City America/Costa_Rica|America/Denver
    -300=America/New_York America/Bogota America/Lima|America/Chicago
    -240=America/Halifax America/La_Paz America/Caracas|America/New_York America/Toronto
    -210=America/St_Johns|
    -180=America/Sao_Paulo America/Argentina/Buenos_Aires|America/Halifax
    -150=|America/St_Johns
    -120=America/Noronha|
    -60=Atlantic/Cape_Verde Atlantic/Azores|
    0=Europe/London Europe/Lisbon Africa/Accra|Atlantic/Azores
    60=Europe/Berlin Europe/Paris Africa/Lagos|Europe/London Europe/Lisbon
    120=Europe/Athens Africa/Cairo Africa/Johannesburg|Europe/Berlin Europe/Paris
    180=Europe/Moscow Europe/Istanbul Africa/Nairobi|Europe/Athens Europe/Kyiv
    210=Asia/Tehran|
    240=Asia/Dubai Asia/Tbilisi|
    270=Asia/Kabul|
    300=Asia/Karachi Asia/Tashkent|
    330=Asia/Kolkata Asia/Colombo|
    345=Asia/Kathmandu|
    360=Asia/Dhaka|
    390=Asia/Yangon|
    420=Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh|
    480=Asia/Shanghai Asia/Singapore Australia/Perth|
    540=Asia/Tokyo Asia/Seoul|
    570=Australia/Adelaide Australia/Darwin|
    600=Australia/Sydney Australia/Brisbane|
    630=Australia/Lord_Howe|Australia/Adelaide
    660=Pacific/Guadalcanal|Australia/Sydney
    720=Pacific/Auckland Pacific/Fiji|
    765=Pacific/Chatham|
    780=Pacific/Tongatapu|Pacific/Auckland
    840=Pacific/Kiritimati|
    """
  var all: [Int: (standard: [String], summer: [String])] = [:]
  for line in textLines(of: lines) {
    let sides = line.split(separator: "=", maxSplits: 1)
    let seasons = sides[1].split(separator: "|", omittingEmptySubsequences: false).map { words(of: $0) }
    all[Int(sides[0]) ?? 0] = (seasons[0], seasons[1])
  }
  return all
}()

private func table(_ lines: StaticString) -> [String: [String]] {
  var all: [String: [String]] = [:]
  for line in textLines(of: lines) {
    let sides = line.split(separator: "=", maxSplits: 1)
    all[String(sides[0])] = words(of: sides[1])
  }
  return all
}

private func textLines(of text: StaticString) -> [Substring] {
  let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
}

private func words(of text: Substring) -> [String] { text.split(separator: " ").map(String.init) }
