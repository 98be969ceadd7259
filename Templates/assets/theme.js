// Before first paint: the look that the reader chose, else the system's.
try {
  const look = JSON.parse(localStorage.getItem("almanac.theme.1"));
  if (look === "light" || look === "dark") document.documentElement.dataset.theme = look;
} catch { /* storage is off */ }
