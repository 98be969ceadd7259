/// Schema 1: the order of states, time limits, and append-only rows.
let schemaRules = #"""
  CREATE TRIGGER mentor_durations_insert BEFORE INSERT ON mentor
  WHEN NEW.durations IS NOT NULL AND CASE json_valid('[' || NEW.durations || ']') WHEN 0 THEN 1 ELSE EXISTS (
    SELECT 1 FROM json_each('[' || NEW.durations || ']') GROUP BY value HAVING count(*) > 1 OR value NOT BETWEEN 1 AND 1440) END
  BEGIN
    SELECT RAISE(ABORT, 'E_DURATIONS: lengths are minutes from 1 to 1440, with commas, each once');
  END;

  CREATE TRIGGER mentor_durations_update BEFORE UPDATE OF durations ON mentor
  WHEN NEW.durations IS NOT NULL AND CASE json_valid('[' || NEW.durations || ']') WHEN 0 THEN 1 ELSE EXISTS (
    SELECT 1 FROM json_each('[' || NEW.durations || ']') GROUP BY value HAVING count(*) > 1 OR value NOT BETWEEN 1 AND 1440) END
  BEGIN
    SELECT RAISE(ABORT, 'E_DURATIONS: lengths are minutes from 1 to 1440, with commas, each once');
  END;

  CREATE TRIGGER connection_state BEFORE UPDATE OF status ON connection
  WHEN NEW.status <> OLD.status AND OLD.status || '>' || NEW.status NOT IN ('PENDING>ACCEPTED', 'PENDING>REJECTED',
    'PENDING>WITHDRAWN', 'ACCEPTED>ENDED', 'REJECTED>PENDING', 'WITHDRAWN>PENDING', 'ENDED>PENDING')
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: a connection does not go from that status to this');
  END;

  CREATE TRIGGER request_state BEFORE UPDATE OF status ON request
  WHEN NEW.status <> OLD.status AND OLD.status <> 'pending'
    AND NOT (OLD.status = 'approved' AND NEW.status = 'superseded')
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: the request is answered already');
  END;

  CREATE TRIGGER request_approve_connected BEFORE UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status <> 'approved' AND (SELECT connection_required FROM meta) = 1
    AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.mentor_id = NEW.mentor_id AND c.student_id = NEW.student_id
      AND c.status = 'ACCEPTED')
  BEGIN
    SELECT RAISE(ABORT, 'E_NOT_CONNECTED: You must have an active connection with this mentor to book a session');
  END;

  CREATE TRIGGER session_state BEFORE UPDATE OF status ON session
  WHEN OLD.status <> 'scheduled' AND NEW.status <> OLD.status
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: a session that is completed, cancelled or missed stays so');
  END;

  CREATE TRIGGER session_past BEFORE UPDATE OF start_at, end_at, kind, wall_time, zone, fold, cancelled_at, cancelled_by, absent ON session
  WHEN (OLD.status <> 'scheduled' OR NEW.status <> 'scheduled')
    AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR NEW.kind <> OLD.kind
      OR NEW.wall_time <> OLD.wall_time OR NEW.zone <> OLD.zone OR NEW.fold <> OLD.fold
      OR (OLD.status <> 'scheduled' AND NEW.status = OLD.status AND (NEW.cancelled_at IS NOT OLD.cancelled_at
        OR NEW.cancelled_by IS NOT OLD.cancelled_by OR NEW.absent IS NOT OLD.absent)))
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: when a session was, and who ended it, never change once it is over or cancelled');
  END;

  CREATE TRIGGER session_backwards BEFORE UPDATE OF start_at ON session
  WHEN NEW.start_at <> OLD.start_at AND NEW.start_at < NEW.changed_at
  BEGIN
    SELECT RAISE(ABORT, 'E_PAST: a session is not moved to a time before its changed_at');
  END;

  CREATE TRIGGER session_sequence BEFORE UPDATE OF sequence ON session WHEN NEW.sequence < OLD.sequence
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: the sequence of a session only rises');
  END;

  CREATE TRIGGER request_past BEFORE UPDATE OF start_at, end_at, kind ON request
  WHEN OLD.status <> 'pending' AND (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at OR NEW.kind <> OLD.kind)
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: what was asked for never changes once it is answered');
  END;

  CREATE TRIGGER person_erased BEFORE UPDATE OF state ON person WHEN OLD.state = 'erased' AND NEW.state <> 'erased'
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: who is erased stays so');
  END;

  CREATE TRIGGER connection_ahead BEFORE UPDATE OF status ON connection
  WHEN NEW.status = 'ENDED' AND OLD.status <> 'ENDED' AND EXISTS (
    SELECT 1 FROM session s WHERE s.mentor_id = NEW.mentor_id AND s.student_id = NEW.student_id
      AND s.status = 'scheduled' AND s.start_at > NEW.changed_at)
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: a connection with sessions ahead does not end; cancel them first');
  END;

  CREATE TRIGGER session_accepted_update BEFORE UPDATE OF status ON session
  WHEN NEW.status = 'scheduled' AND OLD.status <> 'scheduled' AND (SELECT connection_required FROM meta) = 1
    AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.mentor_id = NEW.mentor_id AND c.student_id = NEW.student_id
      AND c.status = 'ACCEPTED')
  BEGIN
    SELECT RAISE(ABORT, 'E_NOT_CONNECTED: You must have an active connection with this mentor to book a session');
  END;

  CREATE TRIGGER session_notice BEFORE UPDATE OF status ON session
  WHEN NEW.status = 'cancelled' AND OLD.status = 'scheduled' AND NEW.cancelled_by <> 'system' AND NEW.is_late = 0
    AND OLD.start_at - NEW.cancelled_at < (SELECT cancel_notice FROM meta) * 60
  BEGIN
    SELECT RAISE(ABORT, 'E_NOTICE: too near its start to be cancelled without is_late');
  END;

  CREATE TRIGGER session_late BEFORE UPDATE OF status ON session
  WHEN NEW.status = 'cancelled' AND OLD.status = 'scheduled' AND NEW.cancelled_by = 'student'
    AND OLD.start_at - NEW.cancelled_at < (SELECT cancel_notice FROM meta) * 60
  BEGIN
    SELECT RAISE(ABORT, 'E_NOTICE: too near its start to be cancelled by the student');
  END;

  -- A series is one wish, however many sessions it has.
  CREATE TRIGGER request_rate BEFORE INSERT ON request
  WHEN NEW.made_by = 'student' AND (SELECT bookings_per_hour FROM meta) BETWEEN 1 AND (
    SELECT count(DISTINCT coalesce(-r.series_id, r.id)) FROM request r
    WHERE r.student_id = NEW.student_id AND r.received_at > NEW.received_at - 3600
      AND r.received_at <= NEW.received_at AND r.made_by = 'student'
      AND (NEW.series_id IS NULL OR r.series_id IS NOT NEW.series_id))
  BEGIN
    SELECT RAISE(ABORT, 'E_RATE: too many requests of this student within an hour');
  END;

  CREATE TRIGGER request_moves_pair BEFORE INSERT ON request
  WHEN NEW.moves_session_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM session s WHERE s.id = NEW.moves_session_id AND s.id <> NEW.id AND s.mentor_id = NEW.mentor_id
      AND s.student_id = NEW.student_id AND s.status = 'scheduled')
  BEGIN
    SELECT RAISE(ABORT, 'E_NO_REQUEST: only a scheduled session of the same two people can be moved');
  END;

  CREATE TRIGGER journal_clock BEFORE INSERT ON journal
  WHEN NEW.at < (SELECT at FROM journal ORDER BY seq DESC LIMIT 1) - 300
    OR NEW.at > (SELECT at FROM journal ORDER BY seq DESC LIMIT 1) + 315576000
  BEGIN
    SELECT RAISE(ABORT, 'E_CLOCK: the clock is behind the last entry, or years ahead of it');
  END;

  CREATE TRIGGER meta_exists BEFORE INSERT ON meta WHEN EXISTS (SELECT 1 FROM meta WHERE id = NEW.id)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: meta has one row');
  END;

  CREATE TRIGGER mentor_exists BEFORE INSERT ON mentor WHEN EXISTS (SELECT 1 FROM mentor WHERE person_id = NEW.person_id OR slug = NEW.slug
    OR free_busy_uid = NEW.free_busy_uid)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the row is already there; change it with UPDATE');
  END;

  CREATE TRIGGER review_exists BEFORE INSERT ON review WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id
    OR (session_id = NEW.session_id AND direction = NEW.direction))
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the row is already there; change it with UPDATE');
  END;

  CREATE TRIGGER inbound_exists BEFORE INSERT ON inbound WHEN EXISTS (SELECT 1 FROM inbound WHERE sha256 = NEW.sha256)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the row is already there; change it with UPDATE');
  END;

  CREATE TRIGGER credit_exists BEFORE INSERT ON credit WHEN EXISTS (SELECT 1 FROM credit WHERE id = NEW.id)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the row is already there; change it with UPDATE');
  END;

  -- Whoever is erased leaves amounts behind, no words.
  CREATE TRIGGER credit_update BEFORE UPDATE ON credit
  WHEN NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id OR NEW.session_id IS NOT OLD.session_id
    OR NEW.amount <> OLD.amount OR NEW.currency <> OLD.currency OR NEW.created_at <> OLD.created_at
    OR NEW.reason <> '(erased)'
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: credits are only added to');
  END;

  CREATE TRIGGER credit_delete BEFORE DELETE ON credit
  BEGIN
    SELECT RAISE(ABORT, 'E_NO_DELETE: rows of credit stay');
  END;

  CREATE TRIGGER inbound_update BEFORE UPDATE ON inbound
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: what came in is only added to');
  END;
  """#
