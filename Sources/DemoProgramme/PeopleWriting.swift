import CivilTime
import Diagnostics
import Mentoring
import Storage

extension DemoProgramme {
  func writePeople(_ connection: Database) throws(Diagnostic) {
    var row = try RowWriter(
      "person",
      """
      id, uuid, email, name, zone, language, membership_type, is_mentor, is_student, share_email, home_token,
      feed_token, action_secret, created_at, changed_at, is_organiser
      """, on: connection)
    for person in people {
      row.add(person.id)
      row.add(person.key.uuid)
      row.add(person.email)
      row.add(person.name)
      row.add(person.zone)
      row.add(person.language)
      row.add(person.membership)
      row.add(person.isMentor)
      row.add(person.isStudent)
      row.add(person.sharesEmail)
      row.add(person.key.token(.home))
      row.add(person.key.token(.feed))
      row.add(person.key.token(.action))
      row.add(person.created.seconds)
      row.add(person.created.seconds)
      // The last student is an organiser.
      row.add(person.id == people.last?.id && !person.isMentor)
      try row.write()
    }
  }

  func writeMentors(_ connection: Database, _ words: Words) throws(Diagnostic) {
    var row = try RowWriter(
      "mentor",
      """
      person_id, slug, approval, is_accepting, headline, company, job_title, years, bio, free_busy_uid, confirm,
      capacity, changed_at
      """, on: connection)
    var link = try RowWriter("mentor_link", "mentor_id, kind, url", on: connection)
    var language = try RowWriter("mentor_language", "mentor_id, language", on: connection)
    var topic = try RowWriter("mentor_topic", "mentor_id, topic_id", on: connection)
    var subject = try RowWriter("mentor_subject", "mentor_id, subject_id", on: connection)
    let subjects = Writing.subjects.compactMap { words.subjects[$0] }
    for (mentor, person) in zip(mentors, people) {
      row.add(mentor.id)
      row.add(mentor.slug)
      row.add(mentor.approval.rawValue)
      row.add(mentor.isAccepting)
      row.add(mentor.headline)
      row.add(mentor.company)
      row.add(mentor.jobTitle)
      row.add(mentor.years)
      row.add(mentor.bio)
      row.add(DemoKey(value: ~person.key.value).uuid)
      row.add(mentor.confirm == .each ? mentor.confirm.rawValue : nil)
      row.add(mentor.capacity == 0 ? nil : mentor.capacity)
      row.add(person.created.seconds)
      try row.write()
      for url in mentor.links {
        link.add(mentor.id)
        link.add("website")
        link.add(url)
        try link.write()
      }
      for code in mentor.languages {
        language.add(mentor.id)
        language.add(code)
        try language.write()
      }
      for slug in mentor.topics {
        topic.add(mentor.id)
        topic.add(words.topics[slug])
        try topic.write()
      }
      // Every third mentor names no subjects; the others name three.
      for place in 0..<3 where !mentor.id.isMultiple(of: 3) && !subjects.isEmpty {
        subject.add(mentor.id)
        subject.add(subjects[(mentor.id + place) % subjects.count])
        try subject.write()
      }
    }
  }

  func writeHours(_ connection: Database) throws(Diagnostic) {
    var row = try RowWriter(
      "availability",
      "mentor_id, is_recurring, weekday, specific_date, mode, start_time, end_time, valid_from, valid_until",
      on: connection)
    var closed = try RowWriter("closed_range", "mentor_id, first_date, last_date, reason", on: connection)
    for dates in holidays {
      closed.add(nil as Int?)
      closed.add(dates.first.iso)
      closed.add(dates.last.iso)
      closed.add("Programme holiday")
      try closed.write()
    }
    for mentor in mentors {
      for hours in mentor.weekly {
        row.add(mentor.id)
        row.add(true)
        row.add(hours.weekday)
        row.add(nil as String?)
        row.add("replace")
        row.add(clock(hours.window.start))
        row.add(clock(hours.window.end))
        row.add(hours.from?.iso)
        row.add(hours.until?.iso)
        try row.write()
      }
      for dated in mentor.dated {
        let windows = dated.windows.map { (clock($0.start), clock($0.end)) }
        for window in windows.isEmpty ? [(nil, nil)] : windows.map({ (Optional($0), Optional($1)) }) {
          row.add(mentor.id)
          row.add(false)
          row.add(nil as Int?)
          row.add(dated.date.iso)
          row.add(dated.mode.rawValue)
          row.add(window.0)
          row.add(window.1)
          row.add(nil as String?)
          row.add(nil as String?)
          try row.write()
        }
      }
      for dates in mentor.closed {
        closed.add(mentor.id)
        closed.add(dates.first.iso)
        closed.add(dates.last.iso)
        closed.add("Away")
        try closed.write()
      }
    }
  }
}

/// `HH:MM` of minutes since midnight, 24:00 included.
func clock(_ minutes: Int) -> String {
  let (hour, minute) = (minutes / 60, minutes % 60)
  return (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":") + String(minute)
}
