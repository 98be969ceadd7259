// Before first paint: the reader's choice of look. Without a choice the system's look stays.
try {
  const look = localStorage.getItem("almanac.theme.1");
  if (look === "light" || look === "dark") document.documentElement.dataset.theme = look;
} catch { /* storage is off */ }
