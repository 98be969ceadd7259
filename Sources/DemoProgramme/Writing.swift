/// The made-up sentences of the demo.
enum Writing {
  static let topics = [
    "compilers", "career", "databases", "interviews", "leadership", "machine-learning", "open-source", "product",
    "security", "teaching", "user-research", "writing",
  ]
  static let companies = [
    "Harbour & Sons", "Blue Kiln", "Østlys", "Café Código", "Lantern <Labs>", "Ríos y Cía", "北星ソフト", "O'Neill Works",
    "Tidewater Health", "Northlight Library", "نجمة للبرمجيات", "Fjellrev AS",
  ]
  static let jobTitles = [
    "Staff engineer", "Head of design", "Data scientist", "Engineering manager", "Technical writer", "Security analyst",
    "Product lead", "Research librarian", "Site reliability engineer", "Founder & CTO",
  ]
  static let headlines = [
    "Helps first-time leads find their feet", "From night shifts to the server room 🚀",
    "Databases, patiently explained",
    "Your CV isn't the whole story", "Small steps & honest feedback", "Accessible interfaces that people enjoy",
    "Changing careers after forty", "Reading other people's code without fear", "安心して失敗できる場所", "خطوة بعد خطوة",
  ]
  static let goals = ["interview-prep", "career-guidance", "skill-building", "code-review", "job-search"]
  static let subjects = ["mock-interview", "portfolio", "career-plan", "pairing", "study-plan"]
  /// Session types that the programme offers by name; prices in minor units.
  static let sessionTypes:
    [(slug: String, name: String, kind: DemoBooking.Kind, minutes: Int, summary: String, price: Int?)] = [
      ("first-talk", "First talk", .video, 30, "Half an hour to find out whether you suit each other.", nil),
      (
        "mock-interview", "Mock interview", .video, 90, "One interview question by question, with honest feedback.",
        4_500
      ),
      ("portfolio-review", "Portfolio review", .voice, 60, "Send your work two days before.", 3_000),
      ("quick-question", "Quick question", .chat, 30, "For an exact answer to an exact question.", nil),
      ("walk", "Walk & talk", .inPerson, 120, "Two hours outside, if you live in the same town.", nil),
    ]
  static let titles = [
    "Mock interview", "Portfolio review", "What's next after graduation?", "Pairing on tests & fixtures",
    "Reading a query plan", "CV: before <and> after", "Plan for the next three months", "Préparer l'entretien",
    "模擬面接", "جلسة تعارف", "שיחת היכרות", "Preguntas sobre la oferta 🎉",
  ]
  static let descriptions = [
    "", "I'd like to practise one system question and hear where I lose the thread.",
    "Could we look at my last project? The README is the weak part, I think.",
    "Two offers, one week. I need a way to compare them; salary isn't everything.",
    "First: introductions.\nSecond: goals & limits.\nThird: what to read next.",
    "Je voudrais m'entraîner à parler sans notes.",
  ]
  static let messages = [
    "Hello! Your page on changing careers describes where I am now. Would you talk with me once a month?",
    "I'm preparing for interviews in spring & would be glad of an honest ear.",
    "مرحباً، أودّ أن أتعلّم منك كيف أبدأ في هذا المجال.", "はじめまして。設計の考え方について相談させてください。",
    "¿Tendría tiempo para revisar mi portafolio? Muchas gracias.", "שלום, אשמח להתייעץ על הצעד הבא שלי.",
  ]
  static let reasons = [
    "I'm ill, sorry. Let's find another day.", "A deadline at work moved.", "Another mentor knows this subject better.",
    "Travelling that week.", "The goal isn't clear to me yet; please write a few lines more.",
  ]
  static let notes = [
    "Agreed: **one** question a day, written down.\n\n- read chapter 3\n- send the draft by Friday",
    "Went through the CV. Next time: the portfolio.", "We compared two offers & made a small table.", "次回までに自己紹介を短くする。",
  ]
  static let praise = [
    "Clear, kind and to the point.", "She asked the question I'd been avoiding.", "Très utile, merci !",
    "I left with a plan & the courage to start.", "شكراً جزيلاً، كانت جلسة رائعة.", "Good, though we ran out of time.",
    "とても分かりやすかったです 🙏",
  ]
  static let critique = ["It wasn't what I needed, sadly.", "We started late and skipped my questions."]
  static let replies = [
    "Thank you, it was a pleasure.", "You're right about the time: next session we'll begin with your list.",
  ]
  static let aboutStudents = ["Came well prepared.", "Thoughtful questions.", "Needs a clearer goal."]
  static let addresses = [
    "Central Library, Room 4, 12 Quay Street", "Café Ünder den Linden, 2nd floor", "Makerspace, 7 O'Connell Lane",
    "図書館 3階 会議室", "Community Hall; side door, ring twice",
  ]
  static let sentences = [
    "I learned to program on a borrowed laptop and still like machines that other people have given up on.",
    "Most of my work is asking what would happen if we did nothing, and then doing the smallest useful thing.",
    "For ten years I've kept a paper notebook beside the keyboard; half of my debugging happens there.",
    "I mentor because somebody once took *my* half-finished questions seriously.",
    "My team looks after a service that schools & libraries rely on, so quiet nights matter to us.",
    "Before software I was a nurse, and handing over well at the end of a shift is what I teach first.",
    "If `if a < b && b > c` looks like poetry to you, we'll get along.",
    "I'm happy to talk in English or in my mother tongue, slowly or fast, with or without slides.",
    "People often arrive with a technical question and leave with a career question; both are welcome.",
    "I believe in rehearsing hard conversations out loud, with a friend, before they count.",
    "Code review is a conversation between colleagues, not an exam, and it can be learned like one.",
    "When I changed fields at thirty-eight I collected forty refusals; I kept them & can laugh about most.",
  ]
  static let localSentences: [String: String] = [
    "ar": "أحب أن أبدأ من أسئلتك، ثم نبني خطة صغيرة معاً.", "he": "אני אוהבת להתחיל מהשאלות שלך ולבנות יחד תוכנית קטנה.",
    "ja": "まずは今いちばん困っていることから話しましょう。", "zh": "我们先从你最关心的问题开始。", "es": "Me gusta empezar por tus preguntas.",
    "fr": "J'aime commencer par vos questions, même les plus simples.", "ko": "가장 궁금한 것부터 이야기해요.",
    "uk": "Почнімо з твоїх запитань, навіть найпростіших.", "ne": "तपाईंका प्रश्नहरूबाट सुरु गरौं।",
    "pt": "Gosto de começar pelas suas dúvidas.", "da": "Jeg begynder gerne med dine spørgsmål.",
    "nb": "Jeg begynner gjerne med spørsmålene dine.", "hi": "पहले आपके सवाल, फिर एक छोटी योजना।",
  ]
  static let memberships = [
    "Student", "mentee", "Student mentee", "Mentorship student", "STUDENTS 2025", "Friend of the programme",
    "Alumni (mentoring)",
  ]
  static let mentorMemberships = ["Mentor", "mentor – gold", "Senior Mentor", "Mentors' circle", "Mentor, Student"]

  /// `mock-interview` as `Mock interview`.
  static func name(ofSlug slug: String) -> String {
    let words = slug.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Markdown of at least `bytes` bytes.
  static func biography(_ random: inout SplitMix64, language: String, name: String, topics: [String], bytes: Int)
    -> String
  {
    var text = "Hello, I'm **\(name.replacingAngles)**. "
    if let local = localSentences[language] { text += local + " " }
    var lines = 1
    var first = true
    while text.utf8.count < bytes || first {
      for sentence in random.sample(sentences.count, of: sentences) where text.utf8.count < bytes || first {
        text += sentence
        lines += 1
        text += lines.isMultiple(of: 4) ? "\n\n" : " "
      }
      if first {
        text += "\n\n## What we can work on\n\n"
        for topic in topics { text += "- \(topic), from the first question to the *next step*\n" }
        text += "\n> \"Slow is smooth.\"\n\nMore on [my page](https://example.org/people). "
        first = false
      }
    }
    while text.hasSuffix(" ") || text.hasSuffix("\n") { text.removeLast() }
    return text + "\n"
  }
}

extension String {
  /// The text with angle brackets as Markdown escapes, so that a name is never read as HTML.
  fileprivate var replacingAngles: String {
    var octets: [UInt8] = []
    for byte in utf8 {
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { octets.append(UInt8(ascii: "\\")) }
      octets.append(byte)
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
