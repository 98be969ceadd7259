/// Schema 2: outcomes can be corrected, and expired requests hold no time and cannot be approved.
let secondRules = [secondOutcomes, secondHolds].joined(separator: "\n")

private let secondOutcomes = #"""
  DROP TRIGGER session_state;
  CREATE TRIGGER session_state BEFORE UPDATE OF status ON session
  WHEN OLD.status <> 'scheduled' AND NEW.status <> OLD.status
    AND NOT (OLD.status = 'no_show' AND NEW.status = 'completed')
    AND NOT (OLD.status = 'completed' AND NEW.status = 'no_show'
      AND NOT EXISTS (SELECT 1 FROM review WHERE session_id = OLD.id))
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: a cancelled session stays so, and so does the outcome of one that was reviewed');
  END;

  -- Who did not come may be corrected; when the session was, and who cancelled it, may not.
  DROP TRIGGER session_past;
  CREATE TRIGGER session_past BEFORE UPDATE OF start_at, end_at, kind, wall_time, zone, fold, cancelled_at, cancelled_by ON session
  WHEN (OLD.status <> 'scheduled' OR NEW.status <> 'scheduled')
    AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR NEW.kind <> OLD.kind
      OR NEW.wall_time <> OLD.wall_time OR NEW.zone <> OLD.zone OR NEW.fold <> OLD.fold
      OR (OLD.status <> 'scheduled' AND NEW.status = OLD.status AND (NEW.cancelled_at IS NOT OLD.cancelled_at
        OR NEW.cancelled_by IS NOT OLD.cancelled_by)))
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: when a session was, and who cancelled it, never change once it is over or cancelled');
  END;

  CREATE TRIGGER request_expired BEFORE UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status = 'pending' AND coalesce(OLD.expires_at, OLD.start_at) <= NEW.changed_at
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: the request has expired');
  END;

  CREATE INDEX request_tzdata ON request (tzdata, start_at) WHERE status = 'pending';
  CREATE INDEX request_expiry ON request (coalesce(expires_at, start_at)) WHERE status = 'pending';
  """#

/// The triggers of schema 1, limited to requests that have not expired. The clock is the row's `changed_at`.
private var secondHolds: String {
  let names = ["session_held_insert", "session_held_update", "request_held_insert", "request_held_update"]
  let holding = "o.status = 'pending' AND coalesce(o.expires_at, o.start_at) > NEW.changed_at"
  return names.map { "DROP TRIGGER \($0);" }.joined(separator: "\n") + "\n"
    + schemaHolds.replacing("o.status = 'pending'", with: holding)
}
