// DemoProgramme
