/// Schema 3: a journal entry with a wrong time can be followed by one that corrects the clock.
let thirdSchema = #"""
  -- An entry under a wrong clock is followed by one that sets it: what comes then goes by that.
  DROP TRIGGER journal_clock;
  CREATE TRIGGER journal_clock BEFORE INSERT ON journal
  WHEN NEW.verb <> 'clock' AND (NEW.at < (SELECT at FROM journal ORDER BY seq DESC LIMIT 1) - 300
    OR NEW.at > (SELECT at FROM journal ORDER BY seq DESC LIMIT 1) + 315576000)
  BEGIN
    SELECT RAISE(ABORT, 'E_CLOCK: the clock is behind the last entry, or years ahead of it');
  END;
  """#
