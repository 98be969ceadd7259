/// Schema 2: columns and tables that schema 1 does not have. Columns without a value for old rows are nullable or have
/// a default.
private let secondColumns = #"""
  ALTER TABLE meta ADD COLUMN event_settings TEXT NOT NULL DEFAULT '' CHECK (length(event_settings) <= 200);
  ALTER TABLE meta ADD COLUMN event_settings_at INTEGER NOT NULL DEFAULT 0 CHECK (event_settings_at BETWEEN 0 AND 253402300799);

  ALTER TABLE person ADD COLUMN card_at INTEGER NOT NULL DEFAULT 0 CHECK (card_at BETWEEN 0 AND 253402300799);
  ALTER TABLE mentor ADD COLUMN card_at INTEGER NOT NULL DEFAULT 0 CHECK (card_at BETWEEN 0 AND 253402300799);
  CREATE INDEX journal_hours ON journal (kind, at) WHERE kind IN ('availability', 'closed_range');

  ALTER TABLE meta ADD COLUMN lineage TEXT NOT NULL DEFAULT '' CHECK (lineage NOT GLOB '*[^a-z2-7]*' AND length(lineage) IN (0, 32));

  ALTER TABLE person ADD COLUMN list_membership TEXT CHECK (length(list_membership) <= 200);
  ALTER TABLE person ADD COLUMN list_values TEXT CHECK (list_values IS NULL OR json_valid(list_values));

  ALTER TABLE request ADD COLUMN wall_time TEXT
    CHECK (wall_time GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]');
  ALTER TABLE request ADD COLUMN zone TEXT CHECK (length(zone) BETWEEN 1 AND 64
    AND instr(CAST(zone AS BLOB), x'00') = 0 AND zone NOT GLOB '*[^A-Za-z0-9_+/-]*' AND (zone IS NULL) = (wall_time IS NULL));
  ALTER TABLE request ADD COLUMN fold INTEGER CHECK (fold IN (0, 1));
  ALTER TABLE request ADD COLUMN tzdata TEXT CHECK (length(tzdata) <= 20);
  ALTER TABLE request ADD COLUMN price INTEGER CHECK (price BETWEEN 0 AND 2400000000);
  ALTER TABLE request ADD COLUMN currency TEXT CHECK (length(currency) = 3
    AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*' AND (price IS NULL) = (currency IS NULL));
  ALTER TABLE request ADD COLUMN expires_at INTEGER CHECK (expires_at BETWEEN 0 AND 253402300799);

  ALTER TABLE request ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0);
  ALTER TABLE request ADD COLUMN session_follows INTEGER NOT NULL DEFAULT 0 CHECK (session_follows IN (0, 1));

  ALTER TABLE session ADD COLUMN price INTEGER CHECK (price BETWEEN 0 AND 2400000000);
  ALTER TABLE session ADD COLUMN currency TEXT CHECK (length(currency) = 3
    AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*' AND (price IS NULL) = (currency IS NULL));

  ALTER TABLE waiting ADD COLUMN offered_until_at INTEGER CHECK (offered_until_at BETWEEN 0 AND 253402300799);

  ALTER TABLE journal ADD COLUMN overrides TEXT NOT NULL DEFAULT ''
    CHECK (length(overrides) <= 200 AND overrides NOT GLOB '*[^a-z0-9,-]*');

  CREATE TABLE mentor_address (
    slug TEXT NOT NULL PRIMARY KEY
      CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'
        AND slug NOT IN ('page', 'index')),
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    since_at INTEGER NOT NULL CHECK (since_at BETWEEN 0 AND 253402300799)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mentor_address_mentor ON mentor_address (mentor_id);
  """#

/// The values of the new columns for the rows of a schema-1 record, set before any trigger knows these columns.
private let secondValues = """
  UPDATE person SET list_membership = membership_type;
  UPDATE mentor SET approval = 'suspended', version = version + 1 WHERE approval <> 'suspended'
    AND person_id IN (SELECT id FROM person WHERE is_mentor = 0);
  UPDATE request SET expires_at = min(start_at - 7200, received_at + 259200) WHERE status = 'pending';
  UPDATE request SET price = t.price, currency = t.currency FROM session_type t
    WHERE t.id = request.session_type_id AND t.price NOT NULL AND t.currency <> '';
  UPDATE request SET price = (m.hourly_rate * ((end_at - start_at) / 60) + 30) / 60, currency = m.currency FROM mentor m
    WHERE m.person_id = request.mentor_id AND request.price IS NULL AND m.hourly_rate NOT NULL;
  UPDATE session SET price = t.price, currency = t.currency FROM request r JOIN session_type t ON t.id = r.session_type_id
    WHERE r.id = session.id AND t.price NOT NULL AND t.currency <> '';
  UPDATE session SET price = (m.hourly_rate * ((end_at - start_at) / 60) + 30) / 60, currency = m.currency FROM mentor m
    WHERE m.person_id = session.mentor_id AND session.price IS NULL AND m.hourly_rate NOT NULL;
  """

/// The refusals that only schema 2 has.
private let secondGuards = #"""
  CREATE TRIGGER mentor_address_taken_insert BEFORE INSERT ON mentor
  WHEN EXISTS (SELECT 1 FROM mentor_address a WHERE a.slug = NEW.slug AND a.mentor_id <> NEW.person_id)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: that address was another mentor''s and still leads to them');
  END;

  CREATE TRIGGER mentor_address_taken_update BEFORE UPDATE OF slug ON mentor
  WHEN EXISTS (SELECT 1 FROM mentor_address a WHERE a.slug = NEW.slug AND a.mentor_id <> NEW.person_id)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: that address was another mentor''s and still leads to them');
  END;

  CREATE TRIGGER mentor_address_mine BEFORE INSERT ON mentor_address
  WHEN EXISTS (SELECT 1 FROM mentor m WHERE m.slug = NEW.slug)
    OR EXISTS (SELECT 1 FROM mentor_address a WHERE a.slug = NEW.slug)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: that address is a mentor''s already');
  END;

  CREATE TRIGGER person_card AFTER UPDATE OF name, zone, state ON person
  WHEN NEW.name <> OLD.name OR NEW.zone <> OLD.zone OR NEW.state <> OLD.state
  BEGIN
    UPDATE person SET card_at = NEW.changed_at WHERE id = NEW.id;
  END;

  CREATE TRIGGER mentor_card AFTER UPDATE OF company, job_title ON mentor
  WHEN NEW.company <> OLD.company OR NEW.job_title <> OLD.job_title
  BEGIN
    UPDATE mentor SET card_at = NEW.changed_at WHERE person_id = NEW.person_id;
  END;

  CREATE TRIGGER meta_event_settings AFTER UPDATE OF event_settings, event_settings_at ON meta
  BEGIN
    UPDATE meta SET rev = rev + 1, programme_rev = rev + 1;
  END;

  DROP TRIGGER journal_update;
  CREATE TRIGGER journal_update BEFORE UPDATE ON journal
  WHEN NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor OR NEW.verb <> OLD.verb
    OR NEW.kind <> OLD.kind OR NEW.object_id <> OLD.object_id OR NEW.overrides <> OLD.overrides
    OR (NEW.before <> OLD.before AND NEW.before <> '') OR (NEW.after <> OLD.after AND NEW.after <> '')
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: the journal is only added to, or blanked');
  END;
  """#

/// Schema 2: the consequences when another program approves a request: the new session, or the move of an existing
/// one.
private let secondApproval = #"""
  CREATE TRIGGER request_approved_late BEFORE UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status = 'pending' AND NEW.session_follows = 0 AND NEW.start_at <= NEW.changed_at
  BEGIN
    SELECT RAISE(ABORT, 'E_PAST: a request is approved before its start; set changed_at to the present time');
  END;

  CREATE TRIGGER request_approved_moved BEFORE UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status = 'pending' AND NEW.session_follows = 0
    AND NEW.moves_session_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM session s WHERE s.id = NEW.moves_session_id AND s.status = 'scheduled')
  BEGIN
    SELECT RAISE(ABORT, 'E_STATE: the session that the request moves is not scheduled any more');
  END;

  -- The token: 128 random bits as 32 characters; the four digits that base32 has not become letters.
  CREATE TRIGGER request_approved_session AFTER UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status = 'pending' AND NEW.session_follows = 0 AND NEW.moves_session_id IS NULL
  BEGIN
    INSERT INTO session (id, uid, sequence, meeting_token, mentor_id, student_id, subject_id, kind, status, start_at,
      end_at, wall_time, zone, fold, tzdata, title, agenda, room, link, address, price, currency, series_id, created_at,
      changed_at)
    VALUES (NEW.id, NEW.uid, NEW.sequence,
      replace(replace(replace(replace(lower(hex(randomblob(16))), '0', 'g'), '1', 'h'), '8', 'i'), '9', 'j'),
      NEW.mentor_id, NEW.student_id, NEW.subject_id, NEW.kind, 'scheduled', NEW.start_at, NEW.end_at,
      coalesce(NEW.wall_time, strftime('%Y-%m-%dT%H:%M', NEW.start_at, 'unixepoch')), coalesce(NEW.zone, 'UTC'),
      coalesce(NEW.fold, 0), coalesce(NEW.tzdata, ''), NEW.title,
      CASE NEW.agenda WHEN '' THEN NEW.description ELSE NEW.agenda END, NEW.room, NEW.link, NEW.address, NEW.price,
      NEW.currency, NEW.series_id, NEW.received_at, NEW.changed_at);
  END;

  CREATE TRIGGER request_approved_move AFTER UPDATE OF status ON request
  WHEN NEW.status = 'approved' AND OLD.status = 'pending' AND NEW.session_follows = 0 AND NEW.moves_session_id IS NOT NULL
  BEGIN
    UPDATE session SET start_at = NEW.start_at, end_at = NEW.end_at,
      wall_time = coalesce(NEW.wall_time, strftime('%Y-%m-%dT%H:%M', NEW.start_at, 'unixepoch')),
      zone = coalesce(NEW.zone, 'UTC'), fold = coalesce(NEW.fold, 0), tzdata = coalesce(NEW.tzdata, ''),
      sequence = sequence + 1, version = version + 1, changed_at = NEW.changed_at
    WHERE id = NEW.moves_session_id;
  END;
  """#

/// Schema 2: pages that show rows about other people.
///
/// - A name, an address or a zone is shown on the pages of everybody with whom the person has a connection or a
///   request; a request may exist without a connection.
/// - Mentors' ratings of a student are shown as one number on the pages of all mentors of the student.
/// - Students in a waiting line see their place in it.
private let secondPartners: String = {
  func met(_ person: String) -> String {
    """
    SELECT mentor_id FROM connection WHERE student_id = \(person)
          UNION SELECT student_id FROM connection WHERE mentor_id = \(person)
          UNION SELECT mentor_id FROM request WHERE student_id = \(person)
          UNION SELECT student_id FROM request WHERE mentor_id = \(person)
    """
  }
  var sql = """
    DROP TRIGGER person_partners;
    CREATE TRIGGER person_partners AFTER UPDATE OF name, email, zone, language, share_email, state ON person
    WHEN NEW.name <> OLD.name OR NEW.email <> OLD.email OR NEW.zone <> OLD.zone OR NEW.language <> OLD.language
      OR NEW.share_email <> OLD.share_email OR NEW.state <> OLD.state
    BEGIN
      UPDATE meta SET rev = rev + 1;
      UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (\(met("NEW.id")));
    END;

    DROP TRIGGER mentor_partners;
    CREATE TRIGGER mentor_partners AFTER UPDATE OF slug, approval, is_accepting, company, job_title, headline, photo,
      hourly_rate, currency ON mentor
    WHEN NEW.slug <> OLD.slug OR NEW.approval <> OLD.approval OR NEW.is_accepting <> OLD.is_accepting
      OR NEW.company <> OLD.company OR NEW.job_title <> OLD.job_title OR NEW.headline <> OLD.headline
      OR NEW.photo <> OLD.photo OR NEW.hourly_rate IS NOT OLD.hourly_rate OR NEW.currency <> OLD.currency
    BEGIN
      UPDATE meta SET rev = rev + 1;
      UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (\(met("NEW.person_id")));
    END;

    CREATE TRIGGER review_partners AFTER INSERT ON review WHEN NEW.direction = 'mentor_to_student'
    BEGIN
      UPDATE meta SET rev = rev + 1;
      UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (
        SELECT c.mentor_id FROM session s JOIN connection c ON c.student_id = s.student_id WHERE s.id = NEW.session_id
        UNION SELECT r.mentor_id FROM session s JOIN request r ON r.student_id = s.student_id WHERE s.id = NEW.session_id);
    END;

    """
  for (event, row) in [("INSERT", "NEW"), ("UPDATE OF offered_until_at", "NEW"), ("DELETE", "OLD")] {
    sql += """
      CREATE TRIGGER waiting_line_\(event.prefix(6).lowercased()) AFTER \(event) ON waiting
      BEGIN
        UPDATE meta SET rev = rev + 1;
        UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (
          SELECT student_id FROM waiting WHERE mentor_id = \(row).mentor_id);
      END;

      """
  }
  return sql
}()

/// Columns of schema 2 that pages show, by their table.
private let secondColumnsShown: [String: [String]] = [
  "request": ["wall_time", "zone", "fold", "tzdata", "price", "currency", "expires_at", "sequence"],
  "session": ["price", "currency"],
  "waiting": ["offered_until_at"],
]

/// All tables that pages show, as in schema 2.
let revisedTables: [RevisedTable] =
  firstRevisedTables.map { table in
    var table = table
    table.columns += secondColumnsShown[table.table] ?? []
    return table
  } + [RevisedTable(table: "mentor_address", columns: ["slug", "mentor_id"], people: ["row.mentor_id"])]

/// The whole step from schema 1 to 2: columns, their values, and the generated triggers of the changed tables.
var secondSchema: String {
  var sql = [secondColumns, secondValues, secondGuards, secondRules, secondApproval, secondPartners].joined(
    separator: "\n")
  for table in revisedTables {
    let former = firstRevisedTables.first { $0.table == table.table }
    let triggers = revisionTriggers(of: table)
    guard former.map(revisionTriggers) != triggers else { continue }
    for name in former?.triggers ?? [] { sql += "\nDROP TRIGGER \(name);" }
    sql += "\n" + triggers
    if versionedTables.contains(table.table) {
      sql += "\nDROP TRIGGER \(table.table)_version;\n" + versionTrigger(of: table.table, in: revisedTables)
    }
  }
  return sql
}
