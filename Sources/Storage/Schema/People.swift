/// Schema 1: the programme itself, people and mentors.
let schemaPeople = #"""
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    programme_uuid TEXT NOT NULL CHECK (length(programme_uuid) = 36),
    rev INTEGER NOT NULL DEFAULT 0 CHECK (rev >= 0),
    programme_rev INTEGER NOT NULL DEFAULT 0 CHECK (programme_rev >= 0),
    is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    connection_required INTEGER NOT NULL DEFAULT 1 CHECK (connection_required IN (0, 1)),
    pending_holds INTEGER NOT NULL DEFAULT 1 CHECK (pending_holds IN (0, 1)),
    bookings_per_hour INTEGER NOT NULL DEFAULT 3 CHECK (bookings_per_hour BETWEEN 0 AND 1000),
    cancel_notice INTEGER NOT NULL DEFAULT 120 CHECK (cancel_notice BETWEEN 0 AND 525600),
    secret TEXT NOT NULL CHECK (length(secret) = 32 AND instr(CAST(secret AS BLOB), x'00') = 0 AND secret NOT GLOB '*[^a-z2-7]*')
  ) STRICT;

  CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    email TEXT NOT NULL COLLATE NOCASE UNIQUE
      CHECK (email GLOB '?*@?*.?*' AND length(email) <= 254 AND email NOT GLOB '*[ ,;<>]*'),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
    zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64 AND instr(CAST(zone AS BLOB), x'00') = 0 AND zone NOT GLOB '*[^A-Za-z0-9_+/-]*'),
    language TEXT NOT NULL DEFAULT 'en' CHECK (length(language) BETWEEN 2 AND 35),
    membership_type TEXT NOT NULL DEFAULT '' CHECK (length(membership_type) <= 200),
    is_mentor INTEGER NOT NULL DEFAULT 0 CHECK (is_mentor IN (0, 1)),
    is_student INTEGER NOT NULL DEFAULT 0 CHECK (is_student IN (0, 1)),
    is_organiser INTEGER NOT NULL DEFAULT 0 CHECK (is_organiser IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'erased')),
    feed_mode TEXT CHECK (feed_mode IN ('invitation', 'feed')),
    feed_alarm INTEGER CHECK (feed_alarm IN (0, 1)),
    share_email INTEGER NOT NULL DEFAULT 0 CHECK (share_email IN (0, 1)),
    home_token TEXT NOT NULL UNIQUE CHECK (length(home_token) = 32 AND instr(CAST(home_token AS BLOB), x'00') = 0 AND home_token NOT GLOB '*[^a-z2-7]*'),
    feed_token TEXT NOT NULL UNIQUE CHECK (length(feed_token) = 32 AND instr(CAST(feed_token AS BLOB), x'00') = 0 AND feed_token NOT GLOB '*[^a-z2-7]*'),
    action_secret TEXT NOT NULL UNIQUE CHECK (length(action_secret) = 32 AND instr(CAST(action_secret AS BLOB), x'00') = 0 AND action_secret NOT GLOB '*[^a-z2-7]*'),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    rev INTEGER NOT NULL DEFAULT 0,
    CHECK (home_token <> feed_token AND feed_token <> action_secret AND home_token <> action_secret)
  ) STRICT;
  CREATE INDEX person_rev ON person (rev);

  CREATE TABLE mentor (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    slug TEXT NOT NULL UNIQUE
      CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'
        AND slug NOT IN ('page', 'index')),
    approval TEXT NOT NULL DEFAULT 'pending' CHECK (approval IN ('pending', 'approved', 'suspended')),
    is_accepting INTEGER NOT NULL DEFAULT 1 CHECK (is_accepting IN (0, 1)),
    headline TEXT NOT NULL DEFAULT '' CHECK (length(headline) <= 200),
    company TEXT NOT NULL DEFAULT '' CHECK (length(company) <= 200),
    job_title TEXT NOT NULL DEFAULT '' CHECK (length(job_title) <= 200),
    years INTEGER CHECK (years BETWEEN 0 AND 80),
    bio TEXT NOT NULL DEFAULT '' CHECK (length(CAST(bio AS BLOB)) <= 65536),
    photo TEXT NOT NULL DEFAULT '' CHECK (length(photo) <= 200),
    hourly_rate INTEGER CHECK (hourly_rate BETWEEN 0 AND 100000000),
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR (length(currency) = 3 AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*')),
    free_busy_uid TEXT NOT NULL UNIQUE CHECK (length(free_busy_uid) = 36),
    confirm TEXT CHECK (confirm IN ('instant', 'each')),
    durations TEXT CHECK (durations <> '' AND instr(CAST(durations AS BLOB), x'00') = 0 AND durations NOT GLOB '*[^0-9,]*'),
    step INTEGER CHECK (step BETWEEN 1 AND 1440),
    buffer_before INTEGER CHECK (buffer_before BETWEEN 0 AND 1440),
    buffer_after INTEGER CHECK (buffer_after BETWEEN 0 AND 1440),
    notice INTEGER CHECK (notice BETWEEN 0 AND 525600),
    horizon_days INTEGER CHECK (horizon_days BETWEEN 1 AND 730),
    max_per_day INTEGER CHECK (max_per_day BETWEEN 0 AND 1440),
    max_per_week INTEGER CHECK (max_per_week BETWEEN 0 AND 10080),
    capacity INTEGER CHECK (capacity BETWEEN 0 AND 100000),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    rev INTEGER NOT NULL DEFAULT 0,
    CHECK (hourly_rate IS NULL OR currency <> '')
  ) STRICT;

  CREATE TABLE mentor_link (
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    kind TEXT NOT NULL CHECK (kind IN ('website', 'linkedin', 'github', 'twitter', 'mastodon', 'other')),
    url TEXT NOT NULL CHECK (url GLOB 'https://?*' AND length(url) <= 2048 AND url NOT GLOB '*[ "<>\]*'),
    PRIMARY KEY (mentor_id, kind, url)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE mentor_language (
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 35 AND instr(CAST(language AS BLOB), x'00') = 0 AND language NOT GLOB '*[^A-Za-z0-9-]*'),
    PRIMARY KEY (mentor_id, language)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE topic (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100)
  ) STRICT;

  CREATE TABLE mentor_topic (
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    topic_id INTEGER NOT NULL REFERENCES topic (id),
    PRIMARY KEY (mentor_id, topic_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100)
  ) STRICT;

  CREATE TABLE mentor_subject (
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    subject_id INTEGER NOT NULL REFERENCES subject (id),
    PRIMARY KEY (mentor_id, subject_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE goal (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100)
  ) STRICT;

  CREATE TABLE session_type (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 64 AND instr(CAST(slug AS BLOB), x'00') = 0 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*'),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100),
    kind TEXT NOT NULL CHECK (kind IN ('VIDEO', 'VOICE', 'CHAT', 'IN_PERSON')),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    summary TEXT NOT NULL DEFAULT '' CHECK (length(summary) <= 2000),
    price INTEGER CHECK (price BETWEEN 0 AND 100000000),
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR (length(currency) = 3 AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*')),
    questions TEXT NOT NULL DEFAULT '' CHECK (length(questions) <= 4000)
  ) STRICT;
  """#
