/// Schema 1: connections, requests, sessions and reviews.
let schemaMeetings = #"""
  CREATE TABLE connection (
    id INTEGER PRIMARY KEY,
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    student_id INTEGER NOT NULL REFERENCES person (id),
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'ENDED')),
    message TEXT NOT NULL CHECK (length(trim(message)) BETWEEN 1 AND 2000),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
    responded_at INTEGER CHECK (responded_at BETWEEN 0 AND 253402300799),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    rev INTEGER NOT NULL DEFAULT 0,
    UNIQUE (mentor_id, student_id),
    CHECK (mentor_id <> student_id)
  ) STRICT;
  CREATE INDEX connection_student ON connection (student_id);
  CREATE INDEX connection_rev ON connection (rev);

  CREATE TABLE connection_goal (
    connection_id INTEGER NOT NULL REFERENCES connection (id),
    goal_id INTEGER NOT NULL REFERENCES goal (id),
    PRIMARY KEY (connection_id, goal_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE waiting (
    id INTEGER PRIMARY KEY,
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    student_id INTEGER NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
    UNIQUE (mentor_id, student_id),
    CHECK (mentor_id <> student_id)
  ) STRICT;

  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    student_id INTEGER NOT NULL REFERENCES person (id),
    frequency TEXT NOT NULL CHECK (frequency IN ('WEEKLY', 'MONTHLY')),
    step INTEGER NOT NULL DEFAULT 1 CHECK (step BETWEEN 1 AND 12),
    count INTEGER NOT NULL CHECK (count BETWEEN 2 AND 104),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799)
  ) STRICT;

  CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    student_id INTEGER NOT NULL REFERENCES person (id),
    session_type_id INTEGER REFERENCES session_type (id),
    subject_id INTEGER REFERENCES subject (id),
    kind TEXT NOT NULL CHECK (kind IN ('VIDEO', 'VOICE', 'CHAT', 'IN_PERSON')),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    description TEXT NOT NULL DEFAULT '' CHECK (length(description) <= 10000),
    start_at INTEGER NOT NULL CHECK (start_at BETWEEN 0 AND 253402300799 AND start_at % 60 = 0),
    end_at INTEGER NOT NULL CHECK (end_at BETWEEN 0 AND 253402300799),
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn', 'superseded')),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    room TEXT CHECK (room <> '' AND length(room) <= 200 AND instr(CAST(room AS BLOB), x'00') = 0 AND room NOT GLOB '*[^A-Za-z0-9_-]*'),
    link TEXT CHECK (link GLOB 'https://?*' AND length(link) <= 2048 AND link NOT GLOB '*[ "<>\]*'),
    address TEXT CHECK (length(trim(address)) BETWEEN 1 AND 500),
    agenda TEXT NOT NULL DEFAULT '' CHECK (length(agenda) <= 10000),
    answers TEXT NOT NULL DEFAULT '' CHECK (length(answers) <= 10000),
    made_by TEXT NOT NULL DEFAULT 'student' CHECK (made_by IN ('student', 'mentor', 'organiser')),
    moves_session_id INTEGER REFERENCES session (id),
    series_id INTEGER REFERENCES series (id),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    received_at INTEGER NOT NULL CHECK (received_at BETWEEN 0 AND 253402300799),
    responded_at INTEGER CHECK (responded_at BETWEEN 0 AND 253402300799),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    rev INTEGER NOT NULL DEFAULT 0,
    CHECK (mentor_id <> student_id),
    CHECK (end_at > start_at AND end_at - start_at <= 86400),
    CHECK (status <> 'rejected' OR length(trim(reason)) > 0),
    CHECK (kind = 'IN_PERSON' OR address IS NULL),
    CHECK (kind <> 'IN_PERSON' OR (room IS NULL AND link IS NULL)),
    CHECK (room IS NULL OR link IS NULL)
  ) STRICT;
  -- With all that the search for overlaps and busy times looks at, so that it reads the index alone.
  CREATE INDEX request_mentor_start ON request (mentor_id, start_at, end_at, status, changed_at);
  CREATE INDEX request_student_start ON request (student_id, start_at, end_at, status, changed_at);
  CREATE INDEX request_student_received ON request (student_id, received_at);
  CREATE INDEX request_rev ON request (rev);
  CREATE INDEX request_moves ON request (moves_session_id) WHERE moves_session_id IS NOT NULL;

  CREATE TABLE session (
    id INTEGER PRIMARY KEY REFERENCES request (id),
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    meeting_token TEXT NOT NULL UNIQUE CHECK (length(meeting_token) = 32 AND instr(CAST(meeting_token AS BLOB), x'00') = 0 AND meeting_token NOT GLOB '*[^a-z2-7]*'),
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    student_id INTEGER NOT NULL REFERENCES person (id),
    subject_id INTEGER REFERENCES subject (id),
    kind TEXT NOT NULL CHECK (kind IN ('VIDEO', 'VOICE', 'CHAT', 'IN_PERSON')),
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'completed', 'cancelled', 'no_show')),
    start_at INTEGER NOT NULL CHECK (start_at BETWEEN 0 AND 253402300799 AND start_at % 60 = 0),
    end_at INTEGER NOT NULL CHECK (end_at BETWEEN 0 AND 253402300799),
    wall_time TEXT NOT NULL CHECK (wall_time GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
    zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64 AND instr(CAST(zone AS BLOB), x'00') = 0 AND zone NOT GLOB '*[^A-Za-z0-9_+/-]*'),
    fold INTEGER NOT NULL DEFAULT 0 CHECK (fold IN (0, 1)),
    tzdata TEXT NOT NULL DEFAULT '' CHECK (length(tzdata) <= 20),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    agenda TEXT NOT NULL DEFAULT '' CHECK (length(agenda) <= 10000),
    notes_before TEXT NOT NULL DEFAULT '' CHECK (length(CAST(notes_before AS BLOB)) <= 65536),
    notes_after TEXT NOT NULL DEFAULT '' CHECK (length(CAST(notes_after AS BLOB)) <= 65536),
    room TEXT UNIQUE CHECK (room <> '' AND length(room) <= 200 AND instr(CAST(room AS BLOB), x'00') = 0 AND room NOT GLOB '*[^A-Za-z0-9_-]*'),
    link TEXT CHECK (link GLOB 'https://?*' AND length(link) <= 2048 AND link NOT GLOB '*[ "<>\]*'),
    address TEXT CHECK (length(trim(address)) BETWEEN 1 AND 500),
    platform TEXT NOT NULL DEFAULT '' CHECK (length(platform) <= 50),
    recording_url TEXT CHECK (recording_url GLOB 'https://?*' AND length(recording_url) <= 2048),
    recording_consent INTEGER NOT NULL DEFAULT 0 CHECK (recording_consent IN (0, 1)),
    recording_until_at INTEGER CHECK (recording_until_at BETWEEN 0 AND 253402300799),
    started_at INTEGER CHECK (started_at BETWEEN 0 AND 253402300799),
    ended_at INTEGER CHECK (ended_at BETWEEN 0 AND 253402300799),
    cancelled_at INTEGER CHECK (cancelled_at BETWEEN 0 AND 253402300799),
    cancelled_by TEXT CHECK (cancelled_by IN ('mentor', 'student', 'organiser', 'system')),
    cancel_reason TEXT NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 2000),
    is_late INTEGER NOT NULL DEFAULT 0 CHECK (is_late IN (0, 1)),
    absent TEXT CHECK (absent IN ('mentor', 'student', 'both')),
    series_id INTEGER REFERENCES series (id),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    rev INTEGER NOT NULL DEFAULT 0,
    CHECK (mentor_id <> student_id),
    CHECK (end_at > start_at AND end_at - start_at <= 86400),
    CHECK (kind NOT IN ('VIDEO', 'VOICE') OR room IS NOT NULL OR link IS NOT NULL),
    CHECK (kind <> 'IN_PERSON' OR (room IS NULL AND link IS NULL AND address IS NOT NULL)),
    CHECK (kind = 'IN_PERSON' OR address IS NULL),
    CHECK (room IS NULL OR link IS NULL),
    CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CHECK ((status = 'cancelled') = (cancelled_by IS NOT NULL)),
    CHECK (status <> 'cancelled' OR length(trim(cancel_reason)) > 0),
    CHECK ((status = 'no_show') = (absent IS NOT NULL)),
    CHECK (recording_url IS NULL OR recording_consent = 1),
    CHECK (recording_url IS NOT NULL OR recording_until_at IS NULL)
  ) STRICT;
  CREATE INDEX session_mentor_start ON session (mentor_id, start_at, end_at, status, changed_at);
  CREATE INDEX session_student_start ON session (student_id, start_at, end_at, status, changed_at);
  CREATE INDEX session_rev ON session (rev);
  CREATE INDEX session_completed ON session (mentor_id) WHERE status = 'completed';
  CREATE INDEX session_tzdata ON session (tzdata, start_at) WHERE status = 'scheduled';

  CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    mentor_id INTEGER NOT NULL REFERENCES mentor (person_id),
    direction TEXT NOT NULL CHECK (direction IN ('student_to_mentor', 'mentor_to_student')),
    author_id INTEGER NOT NULL REFERENCES person (id),
    stars INTEGER CHECK (stars BETWEEN 1 AND 5),
    text TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 4000),
    may_show_name INTEGER NOT NULL DEFAULT 0 CHECK (may_show_name IN (0, 1)),
    reply TEXT NOT NULL DEFAULT '' CHECK (length(reply) <= 4000),
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799),
    changed_at INTEGER NOT NULL CHECK (changed_at BETWEEN 0 AND 253402300799),
    UNIQUE (session_id, direction),
    CHECK (stars IS NOT NULL OR length(trim(text)) > 0)
  ) STRICT;
  CREATE INDEX review_mentor ON review (mentor_id, created_at, id, stars) WHERE direction = 'student_to_mentor';

  CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    due_at INTEGER NOT NULL CHECK (due_at BETWEEN 0 AND 253402300799),
    sent_at INTEGER CHECK (sent_at BETWEEN 0 AND 253402300799),
    UNIQUE (session_id, person_id, due_at)
  ) STRICT;

  CREATE TABLE credit (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    session_id INTEGER REFERENCES session (id),
    amount INTEGER NOT NULL CHECK (amount <> 0 AND amount BETWEEN -100000000 AND 100000000),
    currency TEXT NOT NULL CHECK (length(currency) = 3 AND instr(CAST(currency AS BLOB), x'00') = 0 AND currency NOT GLOB '*[^A-Z]*'),
    reason TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL CHECK (created_at BETWEEN 0 AND 253402300799)
  ) STRICT;

  CREATE TABLE attendee (
    session_id INTEGER NOT NULL REFERENCES session (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    partstat TEXT NOT NULL DEFAULT 'NEEDS-ACTION'
      CHECK (partstat IN ('NEEDS-ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED')),
    last_reply_sequence INTEGER CHECK (last_reply_sequence >= 0),
    last_reply_stamp INTEGER CHECK (last_reply_stamp BETWEEN 0 AND 253402300799),
    PRIMARY KEY (session_id, person_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE inbound (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    message_id TEXT NOT NULL DEFAULT '' CHECK (length(message_id) <= 998),
    received_at INTEGER NOT NULL CHECK (received_at BETWEEN 0 AND 253402300799),
    verdict TEXT NOT NULL CHECK (verdict IN ('applied', 'ignored', 'refused', 'quarantined')),
    detail TEXT NOT NULL DEFAULT '' CHECK (length(detail) <= 1000)
  ) STRICT;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
    actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 50),
    verb TEXT NOT NULL CHECK (length(verb) BETWEEN 1 AND 50),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 50),
    object_id INTEGER NOT NULL,
    before TEXT NOT NULL DEFAULT '',
    after TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE VIEW person_role AS
    SELECT id, CASE WHEN is_mentor AND is_student THEN 'mentor_mentee' WHEN is_mentor THEN 'mentor'
      WHEN is_student THEN 'mentee' WHEN is_organiser THEN 'admin' ELSE 'user' END AS role FROM person;

  CREATE VIEW mentor_totals AS
    SELECT m.person_id AS mentor_id,
      (SELECT count(*) FROM session s WHERE s.mentor_id = m.person_id AND s.status <> 'cancelled') AS sessions_booked,
      (SELECT count(*) FROM session s WHERE s.mentor_id = m.person_id AND s.status = 'completed') AS sessions_completed
    FROM mentor m;

  CREATE VIEW mentor_rating AS
    SELECT mentor_id, count(stars) AS rating_count, total(stars) AS rating_sum
    FROM review WHERE direction = 'student_to_mentor' AND stars IS NOT NULL GROUP BY mentor_id;

  CREATE VIEW mentor_student AS
    SELECT s.mentor_id AS mentor_id, s.student_id AS student_id, count(*) AS sessions_completed,
      max(s.start_at) AS last_session_at
    FROM session s WHERE s.status = 'completed' GROUP BY s.mentor_id, s.student_id;
  """#
