/// Schema 1: a person's name, address or mentor card is shown on the pages of everybody they meet, so the revision of
/// these people rises too. A policy in `meta` concerns every page.
let schemaPartnerRevisions = #"""
  CREATE TRIGGER person_partners AFTER UPDATE OF name, email, zone, share_email, state ON person
  WHEN NEW.name <> OLD.name OR NEW.email <> OLD.email OR NEW.zone <> OLD.zone OR NEW.share_email <> OLD.share_email
    OR NEW.state <> OLD.state
  BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (
      SELECT mentor_id FROM connection WHERE student_id = NEW.id
      UNION SELECT student_id FROM connection WHERE mentor_id = NEW.id
      UNION SELECT mentor_id FROM session WHERE student_id = NEW.id
      UNION SELECT student_id FROM session WHERE mentor_id = NEW.id);
  END;

  CREATE TRIGGER mentor_partners AFTER UPDATE OF slug, approval, is_accepting, company, job_title, hourly_rate, currency ON mentor
  WHEN NEW.slug <> OLD.slug OR NEW.approval <> OLD.approval OR NEW.is_accepting <> OLD.is_accepting
    OR NEW.company <> OLD.company OR NEW.job_title <> OLD.job_title OR NEW.hourly_rate IS NOT OLD.hourly_rate
    OR NEW.currency <> OLD.currency
  BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (
      SELECT mentor_id FROM connection WHERE student_id = NEW.person_id
      UNION SELECT student_id FROM connection WHERE mentor_id = NEW.person_id
      UNION SELECT mentor_id FROM session WHERE student_id = NEW.person_id
      UNION SELECT student_id FROM session WHERE mentor_id = NEW.person_id);
  END;

  CREATE TRIGGER meta_policy AFTER UPDATE OF is_demo, connection_required, pending_holds, bookings_per_hour,
    cancel_notice, secret ON meta
  BEGIN
    UPDATE meta SET rev = rev + 1, programme_rev = rev + 1;
  END;
  """#
