import Markup
import Mentoring

extension Site {
  /// A form with a heading and a sentence: `change_<key>` and `change_<key>_text`.
  func addChange<Fields>(
    _ key: String, _ form: RequestForm, label: String? = nil, isDangerous: Bool = false, _ row: Row<Fields>,
    _ field: ListField<Fields, ChangeFields>, on desk: inout Desk
  ) {
    let fields = ChangeFields.scope.fields
    let item = desk.data.add(row, field)
    fill(ways: fields.ways, item, id: key.replacingASCII("_", with: "-"), form, on: &desk)
    desk.data.set(item, fields.title, strings.sentence("change_\(key)"))
    desk.data.set(item, fields.text, strings.sentence("change_\(key)_text"))
    desk.data.set(item, fields.label, label ?? strings.sentence("act_save"))
    desk.data.set(item, fields.danger, isDangerous)
  }
}
