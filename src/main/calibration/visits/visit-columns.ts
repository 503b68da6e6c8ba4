import { type VisitField, type VisitMapping, visitFields } from '../../../shared/calibration.ts'
import type { Problem } from '../../../shared/problem.ts'

/** Names under which hospitals export these columns, as `plainName` writes them; the first that is found is taken. */
const knownNames: Record<VisitField, readonly string[]> = {
  arrival: [
    'arrival',
    'arrived',
    'checkin',
    'checkedin',
    'registration',
    'registered',
    'attendance',
    'in',
    'presented',
    'presentation',
  ],
  triage: [
    ...['triage', 'triagelevel', 'triagecategory', 'triagecode', 'triagescore', 'triagepriority', 'acuity', 'acuitylevel'],
    ...['esi', 'esilevel', 'ctas', 'ctaslevel', 'ats', 'atscategory', 'mts', 'manchester', 'priority', 'urgency', 'severity'],
  ],
  startOfCare: [
    ...[
      'startofcare',
      'carestart',
      'startcare',
      'carestarted',
      'carebegan',
      'treatmentstart',
      'treatmentstarted',
      'seen',
      'firstseen',
    ],
    ...['providerseen', 'doctorseen', 'physicianseen', 'clinicianseen', 'seenbyclinician', 'seenbyprovider', 'seenbydoctor'],
    ...['firstcontact', 'clinicianstart', 'providerstart', 'start', 'roomed', 'inroom', 'placedinroom'],
  ],
  departure: [
    ...[
      'departure',
      'departed',
      'depart',
      'leftdepartment',
      'leave',
      'left',
      'exit',
      'exited',
      'out',
      'checkout',
      'checkedout',
      'end',
    ],
    ...['discharge', 'discharged', 'endofvisit', 'visitend'],
  ],
  group: [
    ...['group', 'patientgroup', 'population', 'agegroup', 'ageband', 'agecategory', 'ethnicity', 'ethnicgroup', 'race'],
    ...['raceethnicity', 'language', 'payer', 'payor', 'insurance', 'insurancetype'],
  ],
  disposition: [
    ...['disposition', 'dischargedisposition', 'disposal', 'outcome', 'visitoutcome', 'destination', 'dischargedestination'],
    ...['dischargestatus', 'dischargeto', 'leavingstatus'],
  ],
  readyToLeave: [
    ...[
      'readytoleave',
      'readytodepart',
      'ready',
      'bedrequest',
      'bedrequested',
      'requestedbed',
      'decisiontoadmit',
      'admitdecision',
    ],
    ...[
      'admissiondecision',
      'dta',
      'treatmentend',
      'endoftreatment',
      'treatmentended',
      'carended',
      'careend',
      'endofcare',
      'medicallyready',
    ],
  ],
}

/** `ED_Arrival_DateTime` is `arrival`: small letters and digits, without what only says that it is a time or in the department. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/^(?:emergencydepartment|emergency|ed|er|ae)(?=arriv|depart|disp|triage|check|in$|out$|start|discharge|outcome)/, '')
    .replace(/^(?:timeof|dateof|datetimeof|dateandtimeof)/, '')
    .replace(/(?:dateandtime|datetime|timestamp|dttm|time|date|ts|dt|at)$/, (ending, at: number) => (at === 0 ? ending : ''))
}

/** Positions of columns by what they mean. */
export type Columns = Partial<Record<VisitField, number>>

/** What each column is taken for by its name alone: the column of each field, by position. */
export function guessColumns(header: readonly string[]): Columns {
  const plain = header.map(plainName)
  const exact = header.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
  const guess: Columns = {}
  for (const field of visitFields) {
    const at = knownNames[field]
      .map((known) => {
        const whole = exact.indexOf(known)
        return whole >= 0 ? whole : plain.indexOf(known)
      })
      .find((index) => index >= 0 && !Object.values(guess).includes(index))
    if (at !== undefined) guess[field] = at
  }
  return guess
}

export type ChosenColumns = { ok: true; columns: Columns } | { ok: false; problems: Problem[] }

/** Columns by hand where they are given, by name otherwise. */
export function chooseColumns(header: readonly string[], mapping: VisitMapping): ChosenColumns {
  const problems: Problem[] = []
  const columns: Columns = {}
  const guess = guessColumns(header)
  const shown = header.map((name) => `"${name}"`).join(', ')
  const byHand = new Map<number, VisitField>()
  for (const field of visitFields) {
    const name = mapping[field]
    if (name === undefined || name === null) continue
    const same = header.flatMap((column, index) => (column.toLowerCase() === name.trim().toLowerCase() ? [index] : []))
    const exact = header.indexOf(name)
    const at = exact >= 0 ? exact : same[0]
    if (at === undefined)
      problems.push({ path: `mapping.${field}`, message: `is "${name}"; the file has no such column; it has ${shown}` })
    else if (same.length > 1)
      problems.push({
        path: `mapping.${field}`,
        message: `is "${name}"; the file has ${same.length} columns of that name; rename one`,
      })
    else if (byHand.has(at))
      problems.push({
        path: `mapping.${field}`,
        message: `is "${name}", which is also ${byHand.get(at)}; give each field its own column`,
      })
    else {
      columns[field] = at
      byHand.set(at, field)
    }
  }
  for (const field of visitFields) {
    const at = guess[field]
    if (mapping[field] === undefined && at !== undefined && !byHand.has(at)) columns[field] = at
  }
  if (columns.arrival === undefined && problems.length === 0)
    problems.push({
      path: 'mapping.arrival',
      message: `is missing; no column is called arrival or the like. Say which of ${shown} holds the time of arrival`,
    })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, columns }
}
