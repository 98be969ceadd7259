/// Names of zones outside the database, as Windows, Outlook, Rails and people write them.
enum ZoneWords {
  /// The words of a name in lower case, separated by single spaces. Text in brackets counts; punctuation and `and` do
  /// not.
  static func words(_ name: some Sequence<UInt8>) -> String {
    var parts: [[UInt8]] = [[]]
    for octet in name {
      if isLetter(octet) || isDigit(octet) {
        parts[parts.count - 1].append((0x41...0x5A).contains(octet) ? octet | 32 : octet)
      } else if parts.last?.isEmpty == false {
        parts.append([])
      }
    }
    let all = parts.lazy.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    return all.filter { $0 != "and" }.joined(separator: " ")
  }

  /// The IANA zone of a name such as `Pacific Time (US & Canada)`, by its words.
  static let known: [String: String] = table(lines, separator: "=").reduce(into: [:]) { all, pair in
    for name in pair.left.utf8.split(separator: UInt8(ascii: "|")) { all[words(name)] = pair.right }
  }

  /// The zones that an abbreviation may mean, the likeliest first.
  static let abbreviations: [String: [String]] = table(abbreviationLines, separator: "=").reduce(into: [:]) {
    all, pair in
    all[pair.left] = pair.right.utf8.split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Zones with daylight saving time, by their offset in winter in minutes: an offset in a zone's name is the one in
  /// winter.
  static let daylight: [Int: [String]] = table(daylightLines, separator: "=").reduce(into: [:]) { all, pair in
    guard let minutes = Int(pair.left) else { return }
    all[minutes] = pair.right.utf8.split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func table(_ text: StaticString, separator: Character) -> [(left: String, right: String)] {
    let octets = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return octets.split(separator: 10).compactMap { line in
      let sides = String(decoding: line, as: UTF8.self).split(separator: separator, maxSplits: 1)
      return sides.count == 2 ? (String(sides[0]), String(sides[1])) : nil
    }
  }
}

/// Names that mean the same zone, separated by `|`: the places in Windows' display names, without their offsets, then
/// the English names in Unicode, Rails and Lotus Notes, and the commonest German ones.
private let lines: StaticString = """
  International Date Line West=Etc/GMT+12
  Aleutian Islands=America/Adak
  Hawaii|Hawaii Time|Hawaii-Aleutian Time|Hawaii-Aleutian Standard Time=Pacific/Honolulu
  Marquesas Islands=Pacific/Marquesas
  Alaska|Alaska Time|Alaska Standard Time|Alaska Daylight Time=America/Anchorage
  Baja California|Tijuana, Baja California=America/Tijuana
  Pacific Time (US & Canada)|Pacific Time|US & Canada Pacific Time|Pacific Time (US & Canada); Tijuana|Pacific Daylight Time=America/Los_Angeles
  Arizona|Arizona Time=America/Phoenix
  Chihuahua, La Paz, Mazatlan|La Paz, Mazatlan|Chihuahua, La Paz, Mazatlan - New=America/Mazatlan
  Mountain Time (US & Canada)|Mountain Time|Mountain Daylight Time=America/Denver
  Yukon=America/Whitehorse
  Central America=America/Guatemala
  Central Time (US & Canada)|Central Time|Central Daylight Time=America/Chicago
  Easter Island=Pacific/Easter
  Guadalajara, Mexico City, Monterrey|Guadalajara, Mexico City, Monterrey - New|Mexico City=America/Mexico_City
  Saskatchewan=America/Regina
  Bogota, Lima, Quito|Bogota, Lima, Quito, Rio Branco=America/Bogota
  Chetumal=America/Cancun
  Eastern Time (US & Canada)|Eastern Time|Eastern Daylight Time=America/New_York
  Haiti=America/Port-au-Prince
  Havana=America/Havana
  Indiana (East)=America/Indiana/Indianapolis
  Turks and Caicos=America/Grand_Turk
  Asuncion=America/Asuncion
  Atlantic Time (Canada)|Atlantic Time|Atlantic Daylight Time=America/Halifax
  Caracas=America/Caracas
  Cuiaba=America/Cuiaba
  Georgetown, La Paz, Manaus, San Juan=America/La_Paz
  Santiago=America/Santiago
  Newfoundland|Newfoundland Time|Newfoundland Daylight Time=America/St_Johns
  Araguaina=America/Araguaina
  Brasilia|Brasilia Time|Brasilia Standard Time=America/Sao_Paulo
  Cayenne, Fortaleza=America/Cayenne
  City of Buenos Aires|Buenos Aires|Argentina Time=America/Argentina/Buenos_Aires
  Greenland=America/Nuuk
  Montevideo=America/Montevideo
  Punta Arenas=America/Punta_Arenas
  Saint Pierre and Miquelon=America/Miquelon
  Salvador=America/Bahia
  Mid-Atlantic|Mid-Atlantic - Old=Etc/GMT+2
  Azores=Atlantic/Azores
  Cabo Verde Is.|Cape Verde Is.=Atlantic/Cape_Verde
  Coordinated Universal Time|Universal Time|Universal Coordinated Time=Etc/UTC
  Dublin, Edinburgh, Lisbon, London|Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London|British Time|British Summer Time|GMT Daylight Time=Europe/London
  Irish Standard Time=Europe/Dublin
  Monrovia, Reykjavik|Casablanca, Monrovia, Reykjavik=Africa/Monrovia
  Sao Tome=Africa/Sao_Tome
  Casablanca=Africa/Casablanca
  Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna|Amsterdam, Berlin, Bern, Rom, Stockholm, Wien|Mitteleuropäische Zeit|Mitteleuropäische Sommerzeit=Europe/Berlin
  Central European Time|Central European Summer Time|Middle European Time|Central Europe Time=Europe/Berlin
  Belgrade, Bratislava, Budapest, Ljubljana, Prague|Belgrad, Bratislava, Budapest, Ljubljana, Prag=Europe/Budapest
  Brussels, Copenhagen, Madrid, Paris|Brüssel, Kopenhagen, Madrid, Paris|Romance Daylight Time=Europe/Paris
  Sarajevo, Skopje, Warsaw, Zagreb|Sarajevo, Skopje, Warschau, Zagreb=Europe/Warsaw
  West Central Africa|West Africa Time|West Africa Standard Time=Africa/Lagos
  Western European Time|Western European Summer Time|Western European Standard Time=Europe/Lisbon
  Amman=Asia/Amman
  Athens, Bucharest|Athens, Bucharest, Istanbul|Athens, Istanbul, Minsk=Europe/Bucharest
  Eastern European Time|Eastern European Summer Time|Osteuropäische Zeit=Europe/Athens
  Beirut=Asia/Beirut
  Cairo=Africa/Cairo
  Chisinau=Europe/Chisinau
  Damascus=Asia/Damascus
  Gaza, Hebron=Asia/Hebron
  Harare, Pretoria|South Africa Time=Africa/Johannesburg
  Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius|Helsinki, Kiew, Riga, Sofia, Tallinn, Wilna|Kyiv=Europe/Kyiv
  Jerusalem|Israel Time|Israel Daylight Time=Asia/Jerusalem
  Juba=Africa/Juba
  Kaliningrad=Europe/Kaliningrad
  Khartoum=Africa/Khartoum
  Tripoli=Africa/Tripoli
  Windhoek=Africa/Windhoek
  Baghdad=Asia/Baghdad
  Istanbul|Turkey Time=Europe/Istanbul
  Kuwait, Riyadh|Arabian Time=Asia/Riyadh
  Minsk=Europe/Minsk
  Moscow, St. Petersburg|Moscow, St. Petersburg, Volgograd|Moscow|Moscow Time|Moscow Standard Time=Europe/Moscow
  Nairobi|East Africa Time=Africa/Nairobi
  Volgograd=Europe/Volgograd
  Tehran=Asia/Tehran
  Abu Dhabi, Muscat|Gulf Time|Gulf Standard Time=Asia/Dubai
  Astrakhan, Ulyanovsk=Europe/Astrakhan
  Baku=Asia/Baku
  Izhevsk, Samara=Europe/Samara
  Port Louis=Indian/Mauritius
  Saratov=Europe/Saratov
  Tbilisi=Asia/Tbilisi
  Yerevan=Asia/Yerevan
  Kabul=Asia/Kabul
  Ashgabat, Tashkent=Asia/Tashkent
  Ekaterinburg=Asia/Yekaterinburg
  Islamabad, Karachi|Pakistan Time=Asia/Karachi
  Qyzylorda=Asia/Qyzylorda
  Astana=Asia/Almaty
  Chennai, Kolkata, Mumbai, New Delhi|New Delhi|Mumbai|Chennai|India Time=Asia/Kolkata
  Sri Jayawardenepura=Asia/Colombo
  Kathmandu=Asia/Kathmandu
  Bishkek=Asia/Bishkek
  Dhaka|Astana, Dhaka=Asia/Dhaka
  Omsk=Asia/Omsk
  Yangon (Rangoon)|Rangoon=Asia/Yangon
  Bangkok, Hanoi, Jakarta|Indochina Time=Asia/Bangkok
  Barnaul, Gorno-Altaysk=Asia/Barnaul
  Hovd=Asia/Hovd
  Krasnoyarsk=Asia/Krasnoyarsk
  Novosibirsk=Asia/Novosibirsk
  Tomsk=Asia/Tomsk
  Beijing, Chongqing, Hong Kong, Urumqi|Beijing|China Time=Asia/Shanghai
  Hong Kong Time|Hong Kong Standard Time=Asia/Hong_Kong
  Irkutsk=Asia/Irkutsk
  Kuala Lumpur, Singapore|Singapore Time=Asia/Singapore
  Perth|Australian Western Time|Australian Western Standard Time=Australia/Perth
  Taipei=Asia/Taipei
  Ulaanbaatar=Asia/Ulaanbaatar
  Eucla=Australia/Eucla
  Chita=Asia/Chita
  Osaka, Sapporo, Tokyo|Osaka|Sapporo|Japan Time|Japan Standard Time=Asia/Tokyo
  Pyongyang=Asia/Pyongyang
  Seoul|Korean Time|Korean Standard Time=Asia/Seoul
  Yakutsk=Asia/Yakutsk
  Adelaide=Australia/Adelaide
  Darwin=Australia/Darwin
  Brisbane=Australia/Brisbane
  Canberra, Melbourne, Sydney|Canberra|Australian Eastern Time|Australian Eastern Standard Time|Australian Eastern Daylight Time=Australia/Sydney
  Guam, Port Moresby=Pacific/Port_Moresby
  Hobart=Australia/Hobart
  Vladivostok=Asia/Vladivostok
  Lord Howe Island=Australia/Lord_Howe
  Bougainville Island=Pacific/Bougainville
  Chokurdakh=Asia/Srednekolymsk
  Magadan=Asia/Magadan
  Norfolk Island=Pacific/Norfolk
  Sakhalin=Asia/Sakhalin
  Solomon Is., New Caledonia=Pacific/Guadalcanal
  Anadyr, Petropavlovsk-Kamchatsky|Petropavlovsk-Kamchatsky - Old=Asia/Kamchatka
  Auckland, Wellington|Wellington|New Zealand Time|New Zealand Daylight Time=Pacific/Auckland
  Fiji=Pacific/Fiji
  Chatham Islands=Pacific/Chatham
  Nuku'alofa=Pacific/Tongatapu
  Samoa=Pacific/Apia
  Kiritimati Island=Pacific/Kiritimati
  """

/// In lower case. An abbreviation used in several parts of the world has several zones.
private let abbreviationLines: StaticString = """
  z=Etc/UTC
  ut=Etc/UTC
  est=America/New_York America/Panama
  edt=America/New_York
  cst=America/Chicago America/Regina Asia/Shanghai
  cdt=America/Chicago
  mst=America/Denver America/Phoenix
  mdt=America/Denver
  pst=America/Los_Angeles Etc/GMT+8
  pdt=America/Los_Angeles
  akst=America/Anchorage
  akdt=America/Anchorage
  ast=America/Halifax America/Puerto_Rico Asia/Riyadh
  adt=America/Halifax
  nst=America/St_Johns
  ndt=America/St_Johns
  brt=America/Sao_Paulo
  art=America/Argentina/Buenos_Aires
  bst=Europe/London Asia/Dhaka
  ist=Asia/Kolkata Europe/Dublin Asia/Jerusalem
  idt=Asia/Jerusalem
  west=Europe/Lisbon
  cest=Europe/Berlin
  mez=Europe/Berlin
  mesz=Europe/Berlin
  eest=Europe/Athens
  trt=Europe/Istanbul
  msk=Europe/Moscow
  wat=Africa/Lagos
  cat=Africa/Maputo
  eat=Africa/Nairobi
  sast=Africa/Johannesburg
  gst=Asia/Dubai
  pkt=Asia/Karachi
  npt=Asia/Kathmandu
  ict=Asia/Bangkok
  wib=Asia/Jakarta
  sgt=Asia/Singapore
  myt=Asia/Kuala_Lumpur
  hkt=Asia/Hong_Kong
  pht=Asia/Manila
  awst=Australia/Perth
  jst=Asia/Tokyo
  kst=Asia/Seoul
  acst=Australia/Adelaide Australia/Darwin
  acdt=Australia/Adelaide
  aest=Australia/Sydney Australia/Brisbane
  aedt=Australia/Sydney
  nzst=Pacific/Auckland
  nzdt=Pacific/Auckland
  """

private let daylightLines: StaticString = """
  -600=America/Adak
  -540=America/Anchorage
  -480=America/Los_Angeles
  -420=America/Denver
  -360=America/Chicago
  -300=America/New_York
  -240=America/Halifax America/Santiago
  -210=America/St_Johns
  -180=America/Miquelon
  -120=America/Nuuk
  -60=Atlantic/Azores
  0=Europe/London
  60=Europe/Berlin
  120=Europe/Athens Asia/Jerusalem Africa/Cairo
  570=Australia/Adelaide
  600=Australia/Sydney
  630=Australia/Lord_Howe
  660=Pacific/Norfolk
  720=Pacific/Auckland
  765=Pacific/Chatham
  """
