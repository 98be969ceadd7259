/// Schema 1: pending requests hold their time for mentor and student, in either role, while `meta.pending_holds` is 1.
/// A request that moves a session may overlap that session's old time.
let schemaHolds = #"""
  CREATE TRIGGER session_held_insert BEFORE INSERT ON session
  WHEN NEW.status = 'scheduled' AND (SELECT pending_holds FROM meta) = 1 AND (
    EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id))
  BEGIN
    SELECT RAISE(ABORT, 'E_HELD: another request holds that time');
  END;

  CREATE TRIGGER session_held_update BEFORE UPDATE OF start_at, end_at, status ON session
  WHEN NEW.status = 'scheduled' AND (SELECT pending_holds FROM meta) = 1
    AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR OLD.status <> 'scheduled') AND (
    EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id)
    OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id AND o.moves_session_id IS NOT NEW.id))
  BEGIN
    SELECT RAISE(ABORT, 'E_HELD: another request holds that time');
  END;

  CREATE TRIGGER request_held_insert BEFORE INSERT ON request
  WHEN NEW.status = 'pending' AND (
    ((SELECT pending_holds FROM meta) = 1 AND (
      EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)))
    OR EXISTS (SELECT 1 FROM session o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id))
  BEGIN
    SELECT RAISE(ABORT, 'E_HELD: that time is booked, or another request holds it');
  END;

  CREATE TRIGGER request_held_update BEFORE UPDATE OF start_at, end_at, status ON request
  WHEN NEW.status = 'pending' AND (
    ((SELECT pending_holds FROM meta) = 1 AND (
      EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)
      OR EXISTS (SELECT 1 FROM request o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status = 'pending' AND o.id <> NEW.id)))
    OR EXISTS (SELECT 1 FROM session o WHERE o.mentor_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.mentor_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.student_id = NEW.mentor_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id)
    OR EXISTS (SELECT 1 FROM session o WHERE o.student_id = NEW.student_id AND o.start_at > NEW.start_at - 86400
      AND o.start_at < NEW.end_at AND o.end_at > NEW.start_at AND o.status <> 'cancelled' AND o.id <> NEW.id AND o.id IS NOT NEW.moves_session_id))
  BEGIN
    SELECT RAISE(ABORT, 'E_HELD: that time is booked, or another request holds it');
  END;
  """#
