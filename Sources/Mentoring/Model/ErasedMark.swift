/// The placeholders for an erased person's name and texts in the database. Pages and feeds replace them with text in
/// their own language.
public enum ErasedMark {
  /// Replaces a text that must not be empty.
  public static let text = "(erased)"
  /// Replaces the name.
  public static let name = "Former member"
  /// The reason for the cancellation of the erased person's upcoming sessions.
  public static let reason = "has left the programme"
}
