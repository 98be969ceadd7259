/// Names of one part of the world, with the zones of its people.
struct Naming {
  var language: String
  var zones: [String]
  /// Each `native|ascii`; without `|` both are the same.
  var given: [String]
  var family: [String]
  /// Whether the family name comes first, without a space.
  var familyFirst = false

  static func split(_ entry: String) -> (native: String, ascii: String) {
    let parts = entry.split(separator: "|", maxSplits: 1)
    return (parts.first.map(String.init) ?? entry, parts.last.map(String.init) ?? entry)
  }

  static let all: [Naming] = [
    Naming(
      language: "en", zones: ["Europe/Dublin", "Europe/London", "America/New_York"],
      given: ["Siobhán|siobhan", "Ciarán|ciaran", "Maeve|maeve", "Tom|tom", "Ruth & Jo|ruth-jo", "Niamh|niamh"],
      family: [
        "O'Brien|obrien", "D'Arcy|darcy", "Walsh|walsh", "Byrne|byrne", "Smith-Lowe|smith-lowe", "Gray <QA>|gray",
      ]),
    Naming(
      language: "ar", zones: ["Africa/Cairo", "Africa/Casablanca", "Asia/Gaza"],
      given: ["ليلى|layla", "يوسف|yusuf", "سارة|sara", "كريم|karim", "نور|nour", "هدى|huda"],
      family: ["حداد|haddad", "المصري|elmasri", "بناني|bennani", "عيسى|issa", "فارس|fares", "منصور|mansour"]),
    Naming(
      language: "es", zones: ["America/Santiago", "Europe/Madrid", "America/Mexico_City"],
      given: ["Íñigo|inigo", "Lucía|lucia", "Matías|matias", "Begoña|begona", "Sofía|sofia", "Joaquín|joaquin"],
      family: ["Muñoz|munoz", "Peñaloza|penaloza", "Ibáñez|ibanez", "Núñez Ríos|nunez-rios", "Soto|soto", "Vera|vera"]),
    Naming(
      language: "he", zones: ["Asia/Jerusalem"], given: ["נועה|noa", "איתן|eitan", "תמר|tamar", "אורי|uri"],
      family: ["לוי|levi", "כהן|cohen", "ברק|barak", "שפירא|shapira"]),
    Naming(
      language: "ja", zones: ["Asia/Tokyo"], given: ["美咲|misaki", "健太|kenta", "陽子|yoko", "翔|sho"],
      family: ["佐藤|sato", "伊藤|ito", "渡辺|watanabe", "小林|kobayashi"], familyFirst: true),
    Naming(
      language: "da", zones: ["America/Nuuk", "Europe/Copenhagen"],
      given: ["Åse|aase", "Søren|soren", "Pipaluk|pipaluk", "Malik|malik", "Bjørk|bjork"],
      family: ["Kleist|kleist", "Rosing|rosing", "Ørsted|orsted", "Møller|moller", "Lyberth|lyberth"]),
    Naming(
      language: "ne", zones: ["Asia/Kathmandu"], given: ["सुमन|suman", "आशा|asha", "बिमला|bimala", "Prakash|prakash"],
      family: ["थापा|thapa", "गुरुङ|gurung", "Shrestha|shrestha", "Rai|rai"]),
    Naming(
      language: "en", zones: ["Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Auckland"],
      given: ["Aroha|aroha", "Mere|mere", "Jack|jack", "Tāne|tane", "Isla|isla"],
      family: ["Ngāti-Smith|ngati-smith", "O'Hara|ohara", "Pōtae|potae", "Wilson|wilson", "Hohaia|hohaia"]),
    Naming(
      language: "nb", zones: ["Antarctica/Troll", "Europe/Oslo"],
      given: ["Ingrid|ingrid", "Håkon|haakon", "Sølvi|solvi", "Lars|lars"],
      family: ["Aasgård|aasgaard", "Bjørnstad|bjornstad", "Nygård|nygaard", "Dahl|dahl"]),
    Naming(
      language: "sm", zones: ["Pacific/Apia", "Pacific/Kiritimati"],
      given: ["Sina|sina", "Tavita|tavita", "Leilani|leilani", "Sione|sione"],
      family: ["Fa'asavalu|faasavalu", "Tuilagi|tuilagi", "Leiataua|leiataua", "Su'a|sua"]),
    Naming(
      language: "fr", zones: ["Europe/Paris", "America/St_Johns", "Africa/Casablanca"],
      given: ["Zoë|zoe", "François|francois", "Aïcha|aicha", "Hélène|helene", "Noël|noel"],
      family: ["L'Écuyer|lecuyer", "Lefèvre|lefevre", "Benoît|benoit", "d'Aubigné|daubigne", "Çelik|celik"]),
    Naming(
      language: "zh", zones: ["Asia/Shanghai"], given: ["小雨|xiaoyu", "伟|wei", "芳|fang", "子涵|zihan"],
      family: ["王|wang", "李|li", "陈|chen", "赵|zhao"], familyFirst: true),
    Naming(
      language: "pt", zones: ["America/Sao_Paulo", "Atlantic/Azores"],
      given: ["João|joao", "Conceição|conceicao", "Inês|ines", "Tiago|tiago"],
      family: ["Gonçalves|goncalves", "Araújo|araujo", "Simões|simoes", "Brandão|brandao"]),
    Naming(
      language: "hi", zones: ["Asia/Kolkata"], given: ["Ananya|ananya", "अर्जुन|arjun", "Meera|meera", "Vikram|vikram"],
      family: ["Iyer|iyer", "शर्मा|sharma", "D'Souza|dsouza", "Banerjee|banerjee"]),
    Naming(
      language: "uk", zones: ["Europe/Kyiv"], given: ["Оксана|oksana", "Богдан|bohdan", "Дар'я|daria", "Тарас|taras"],
      family: ["Шевчук|shevchuk", "Лук'яненко|lukianenko", "Коваль|koval", "Бойко|boiko"]),
    Naming(
      language: "ko", zones: ["Asia/Seoul"], given: ["지우|jiwoo", "민준|minjun", "서연|seoyeon", "하늘|haneul"],
      family: ["김|kim", "박|park", "최|choi", "정|jung"], familyFirst: true),
  ]

  /// The twelve zones of the reference workload.
  static let workload: [String] = [
    "Africa/Cairo", "America/New_York", "America/Santiago", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Lord_Howe", "Europe/Dublin", "Europe/Paris", "Pacific/Apia", "Africa/Casablanca",
  ]
}
