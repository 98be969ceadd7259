/// A doubt about an event, in the words of its report. Doubts are known only once clocks and series are.
enum EventDoubt: String {
  case reversed =
    "the event ends before it starts: the time between is taken, and what may be meant behind its start; correct its end in the calendar program"
  case repeatsAlone =
    "the event stands for a date that no series of the calendar has, and repeats by itself: all its dates are taken"
  case repeatsWithin =
    "the event stands for one date of a series that goes on, and repeats by itself: it is taken once, beside its series"
  case changesUnknown =
    "the event changes all later dates of a series that the calendar does not have: only its own time is known"
  case outdated =
    "the event stands for a date that a newer version of its series does not have: it is passed over"
  case excluded =
    "the event stands for a date that its series excludes by EXDATE: it is taken; delete it in the calendar program if it is off"
  case addedOnStartsClock = "RDATE has no time zone: it is taken in that of DTSTART"
  case addedOnBothClocks = "RDATE has no time zone and DTSTART is in UTC: both readings are taken"
  case addedDay = "RDATE is a date and DTSTART a time: the whole day is taken, and the time of DTSTART on it"
  case addedTime = "RDATE is a time and DTSTART a date: the whole day is taken"
  case excludedOnStartsClock = "EXDATE has no time zone: it is taken in that of DTSTART"
  case excludedOnBothClocks =
    "EXDATE has no time zone and DTSTART is in UTC: it is taken as UTC or local time, whichever names a date of the series"
  case excludesSeveral =
    "EXDATE may mean more than one date of the series: all of them stay busy; exclude them anew in the calendar program"
  case instanceOnStartsClock = "RECURRENCE-ID has no time zone: it is taken in that of DTSTART"
  case instanceOnBothClocks =
    "RECURRENCE-ID has no time zone and DTSTART is in UTC: it is taken as UTC or local time, whichever names a date of the series"
  case instanceOfSeveral =
    "RECURRENCE-ID may mean more than one date of the series: all of them stay busy beside the event"
}
