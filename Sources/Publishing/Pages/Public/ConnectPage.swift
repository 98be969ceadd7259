import CivilTime
import Markup
import Mentoring

extension Site {
  /// The breadcrumbs of a page below a mentor's.
  func crumbs(below entry: MentorEntry) -> [(label: String, route: Route)] {
    [(strings.word("nav_mentors"), .mentors), (entry.mentor.name, entry.route)]
  }

  /// `/mentors/<slug>/connect/`: the connection request and the ways to send it.
  func writeConnect(_ entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext) throws {
    let mentor = entry.mentor
    let fields = MentorConnectPageFields.scope.fields
    let route = entry.route.appending("connect/")
    let heading = strings.sentence("connect_with", ["name": mentor.name])
    let row = begin(
      MentorConnectPageFields.scope, fields.common,
      PageHead(route: route, title: heading, crumbs: crumbs(below: entry)), on: &context)
    fill(face: fields.face, row, of: entry, on: &context)
    context.link(row, fields.mentorUrl, entry.route)
    context.data.set(row, fields.heading, heading)
    context.data.set(row, fields.full, entry.isFull)
    if !entry.isFull {
      let connect = ConnectFields.scope.fields
      let item = context.data.add(row, fields.connect)
      let email = question("student", "your_email", .email, required: true, most: 254, hint: "your_email")
      let form = RequestForm(
        verb: "connection request", fields: [("mentor", mentor.slug)], questions: [email] + connectQuestions)
      fill(ways: connect.ways, item, id: "connect", form, on: &context)
      for goal in programme.goals {
        let option = context.data.add(item, connect.goals)
        context.data.set(option, OptionFields.scope.fields.slug, goal.slug)
        context.data.set(option, OptionFields.scope.fields.name, goal.name)
      }
    }
    try context.render(theme.mentorConnect, row, at: route, changed: changed, owner: owner)
  }
}
