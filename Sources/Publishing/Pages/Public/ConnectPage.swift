import CivilTime
import Markup
import Mentoring

extension Site {
  /// The way to a page below a mentor's.
  func crumbs(below entry: MentorEntry) -> [(label: String, route: Route)] {
    [(strings.word("nav_mentors"), .mentors), (entry.mentor.name, entry.route)]
  }

  /// `/mentors/<slug>/connect/`: the connection request and the ways to send it.
  func writeConnect(_ entry: MentorEntry, changed: Instant, owner: Int, on desk: inout Desk) throws {
    let mentor = entry.mentor
    let fields = MentorConnectPageFields.scope.fields
    let route = entry.route.appending("connect/")
    let heading = strings.sentence("connect_with", ["name": mentor.name])
    let row = begin(
      MentorConnectPageFields.scope, fields.common,
      PageHead(route: route, title: heading, crumbs: crumbs(below: entry)), on: &desk)
    fill(face: fields.face, row, of: entry, on: &desk)
    desk.link(row, fields.mentorUrl, entry.route)
    desk.data.set(row, fields.heading, heading)
    desk.data.set(row, fields.full, entry.isFull)
    if !entry.isFull {
      let connect = ConnectFields.scope.fields
      let item = desk.data.add(row, fields.connect)
      let email = question("student", "your_email", .email, required: true, most: 254, hint: "your_email")
      let form = RequestForm(
        verb: "connection request", fields: [("mentor", mentor.slug)], questions: [email] + connectQuestions)
      fill(ways: connect.ways, item, id: "connect", form, on: &desk)
      for goal in programme.goals {
        let option = desk.data.add(item, connect.goals)
        desk.data.set(option, OptionFields.scope.fields.slug, goal.slug)
        desk.data.set(option, OptionFields.scope.fields.name, goal.name)
      }
    }
    try desk.render(theme.mentorConnect, row, at: route, changed: changed, owner: owner)
  }
}
