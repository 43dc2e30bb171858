/** The latest word on a year's 年检: its record, or undefined. */
export function inspectionOf(r, year) {
  let last
  for (const one of r.yearly('inspection', year)) {
    const day = one.on ?? `${year}-12-31`
    if (!last || day > last.day || (day === last.day && one.id > last.one.id)) last = { day, one }
  }
  return last?.one
}

/** Whether a year's 年检 came to one of these results; unknown until stated. */
export function inspection(r, year, ...good) {
  const last = inspectionOf(r, year)
  return last ? good.includes(last.fields.result) : null
}
