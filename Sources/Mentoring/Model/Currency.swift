/// The currencies for payments: the codes of ISO 4217 with a minor unit, and its number of decimal digits. Metals,
/// funds of the United Nations and test codes have no minor unit and are not included.
public enum Currency {
  /// The number of decimal digits of a currency's minor unit; nil for an unknown code.
  public static func digits(of code: String) -> Int? { known[code] }

  public static func isKnown(_ code: String) -> Bool { known[code] != nil }

  /// All codes, sorted.
  public static let codes: [String] = known.keys.sorted()

  private static let known: [String: Int] = {
    var all: [String: Int] = [:]
    for (digits, codes) in table {
      for code in codes.split(separator: " ") { all[String(code)] = digits }
    }
    return all
  }()

  /// ISO 4217 as of January 2026.
  private static let table: [(digits: Int, codes: String)] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
      COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
      INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
      MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
      STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ]
}
