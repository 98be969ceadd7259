// libical 3: linked as `ical` alone; its pkg-config file would bring libicalss and with it Berkeley DB.
#include <libical/ical.h>
