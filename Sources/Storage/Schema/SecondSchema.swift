/// Schema 2: columns and tables that schema 1 has not. A column that old rows cannot fill may be NULL or has a default.
private let secondColumns = #"""
  ALTER TABLE meta ADD COLUMN lineage TEXT NOT NULL DEFAULT '' CHECK (lineage NOT GLOB '*[^a-z2-7]*' AND length(lineage) IN (0, 32));

  ALTER TABLE person ADD COLUMN list_membership TEXT CHECK (length(list_membership) <= 200);
  ALTER TABLE person ADD COLUMN list_values TEXT CHECK (list_values IS NULL OR json_valid(list_values));

  ALTER TABLE request ADD COLUMN wall_time TEXT
    CHECK (wall_time GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]');
  ALTER TABLE request ADD COLUMN zone TEXT CHECK (length(zone) BETWEEN 1 AND 64
    AND instr(CAST(zone AS BLOB), x'00') = 0 AND zone NOT GLOB '*[^A-Za-z0-9_+/-]*' AND (zone IS NULL) = (wall_time IS NULL));
  ALTER TABLE request ADD COLUMN fold INTEGER CHECK (fold IN (0, 1));
  ALTER TABLE request ADD COLUMN tzdata TEXT CHECK (length(tzdata) <= 20);
  ALTER TABLE request ADD COLUMN price INTEGER CHECK (price BETWEEN 0 AND 100000000);
  ALTER TABLE request ADD COLUMN currency TEXT CHECK (length(currency) = 3
    AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*' AND (price IS NULL) = (currency IS NULL));
  ALTER TABLE request ADD COLUMN expires_at INTEGER CHECK (expires_at BETWEEN 0 AND 253402300799);

  ALTER TABLE session ADD COLUMN price INTEGER CHECK (price BETWEEN 0 AND 100000000);
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

/// What the rows of a schema-1 record get in the new columns, before any trigger knows them.
private let secondValues = """
  UPDATE person SET list_membership = membership_type;
  UPDATE mentor SET approval = 'suspended', version = version + 1 WHERE approval <> 'suspended'
    AND person_id IN (SELECT id FROM person WHERE is_mentor = 0);
  UPDATE request SET expires_at = min(start_at - 7200, received_at + 259200) WHERE status = 'pending';
  """

/// Schema 2: what only it refuses.
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

  DROP TRIGGER journal_update;
  CREATE TRIGGER journal_update BEFORE UPDATE ON journal
  WHEN NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor OR NEW.verb <> OLD.verb
    OR NEW.kind <> OLD.kind OR NEW.object_id <> OLD.object_id OR NEW.overrides <> OLD.overrides
    OR (NEW.before <> OLD.before AND NEW.before <> '') OR (NEW.after <> OLD.after AND NEW.after <> '')
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: the journal is only added to, or blanked');
  END;
  """#

/// Columns of schema 2 that pages show, by their table.
private let secondColumnsShown: [String: [String]] = [
  "request": ["wall_time", "zone", "fold", "tzdata", "price", "currency", "expires_at"],
  "session": ["price", "currency"],
  "waiting": ["offered_until_at"],
]

/// Every table that pages are made of, as schema 2 has them.
let revisedTables: [RevisedTable] =
  firstRevisedTables.map { table in
    var table = table
    table.columns += secondColumnsShown[table.table] ?? []
    return table
  } + [RevisedTable(table: "mentor_address", columns: ["slug", "mentor_id"], people: ["row.mentor_id"])]

/// The whole step from schema 1 to 2: columns, their values, and the generated triggers of the tables that changed.
var secondSchema: String {
  var sql = [secondColumns, secondValues, secondGuards].joined(separator: "\n")
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
