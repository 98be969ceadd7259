/// What the record holds in place of an erased person's name and texts. Pages and feeds replace the marks with words of
/// their own language.
public enum ErasedMark {
  /// In place of a text that must not be empty.
  public static let text = "(erased)"
  /// In place of the name.
  public static let name = "Former member"
  /// Why the sessions ahead of the erased person were cancelled.
  public static let reason = "has left the programme"
}
