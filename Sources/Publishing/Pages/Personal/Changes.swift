import Markup
import Mentoring

extension Site {
  /// Adds a form with a heading and a sentence: `change_<key>` and `change_<key>_text`.
  func addChange<Fields>(
    _ key: String, _ form: RequestForm, label: String? = nil, isDangerous: Bool = false, _ row: Row<Fields>,
    _ field: ListField<Fields, ChangeFields>, on context: inout RenderContext
  ) {
    let fields = ChangeFields.scope.fields
    let item = context.data.add(row, field)
    fill(ways: fields.ways, item, id: key.replacingASCII("_", with: "-"), form, on: &context)
    context.data.set(item, fields.title, strings.sentence("change_\(key)"))
    context.data.set(item, fields.text, strings.sentence("change_\(key)_text"))
    context.data.set(item, fields.label, label ?? strings.sentence("act_save"))
    context.data.set(item, fields.danger, isDangerous)
  }
}
