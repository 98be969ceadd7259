/// Schema 1: mentors' hours and closed dates.
let schemaHours = #"""
  CREATE TABLE availability (
    id INTEGER PRIMARY KEY,
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    is_recurring INTEGER NOT NULL CHECK (is_recurring IN (0, 1)),
    weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
    specific_date TEXT CHECK (date(specific_date, '+0 days') IS specific_date),
    mode TEXT NOT NULL DEFAULT 'replace' CHECK (mode IN ('replace', 'add')),
    start_time TEXT CHECK (start_time GLOB '[01][0-9]:[0-5][0-9]' OR start_time GLOB '2[0-3]:[0-5][0-9]'),
    end_time TEXT CHECK (end_time GLOB '[01][0-9]:[0-5][0-9]' OR end_time GLOB '2[0-3]:[0-5][0-9]' OR end_time = '24:00'),
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_until TEXT CHECK (date(valid_until, '+0 days') IS valid_until),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    CHECK (is_recurring = (specific_date IS NULL)),
    CHECK (is_recurring = (weekday IS NOT NULL)),
    CHECK ((start_time IS NULL) = (end_time IS NULL)),
    CHECK (start_time IS NOT NULL OR (is_recurring = 0 AND mode = 'replace')),
    CHECK (start_time <> end_time),
    CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from <= valid_until),
    CHECK (is_recurring = 1 OR (valid_from IS NULL AND valid_until IS NULL))
  ) STRICT;
  CREATE INDEX availability_mentor ON availability (mentor_id);

  CREATE TABLE closed_range (
    id INTEGER PRIMARY KEY,
    mentor_id INTEGER REFERENCES mentor (person_id),
    first_date TEXT NOT NULL CHECK (date(first_date, '+0 days') IS first_date),
    last_date TEXT NOT NULL CHECK (date(last_date, '+0 days') IS last_date),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    CHECK (first_date <= last_date)
  ) STRICT;
  CREATE INDEX closed_range_mentor ON closed_range (mentor_id);
  """#
