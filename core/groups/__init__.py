"""Groups of many runs: what is to be made is planned first, counted and estimated, then made, then looked at
as a sheet. Plain functions of plain values; nothing here makes a picture or knows the store."""
