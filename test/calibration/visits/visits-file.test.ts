import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectVisits } from '../../../src/main/calibration/inspect-visits.ts'
import { outcomes } from '../../../src/main/calibration/visits/visit-words.ts'
import { readVisits } from '../../../src/main/calibration/visits/visits-file.ts'
import { VisitsRefused } from '../../../src/main/calibration/visits/visits-refused.ts'

const header = 'arrival,triage,start_of_care,departure,group,disposition'
const good = [
  '2026-01-05 10:00,3,2026-01-05 10:20,2026-01-05 12:00,adults,discharged',
  '2026-01-05 10:05,2,2026-01-05 10:06,2026-01-05 15:00,adults,admitted',
]
const read = (rows: readonly string[], options: Partial<Parameters<typeof readVisits>[0]> = {}) =>
  readVisits({ text: [header, ...rows].join('\n'), mapping: {}, timeZone: null, ...options })
const refusal = (text: string, mapping = {}) => {
  try {
    readVisits({ text, mapping, timeZone: null })
  } catch (error) {
    if (error instanceof VisitsRefused) return error.message
    throw error
  }
  return 'was read'
}
const findingsOf = (rows: readonly string[], options: Partial<Parameters<typeof readVisits>[0]> = {}) =>
  read(rows, options).findings.map(({ kind, count, examples }) => [kind, count, examples[0]?.row, examples[0]?.column] as const)

describe('a visits file that is in order', () => {
  it('is read with its columns found by name', () => {
    const { visits, columns, findings, separator, dateOrder } = read(good)
    expect(visits.count).toBe(2)
    expect(findings).toEqual([])
    expect([separator, dateOrder]).toEqual([',', 'year-month-day'])
    expect(columns.map(({ field }) => field)).toEqual(['arrival', 'triage', 'startOfCare', 'departure', 'group', 'disposition'])
    expect([...visits.triage]).toEqual([2, 1])
    expect([...visits.outcome].map((code) => outcomes[code])).toEqual(['discharged', 'admitted'])
    expect(visits.startMinutes[0]! - visits.arrivalMinutes[0]!).toBe(20)
    expect(visits.departureMinutes[1]! - visits.arrivalMinutes[1]!).toBe(295)
  })

  it('may be separated by semicolons, tabs or bars, quoted, with a byte order mark and Windows line ends', () => {
    for (const separator of [';', '\t', '|']) {
      const rows = [header, ...good].map((row) =>
        row
          .split(',')
          .map((value) => `"${value}"`)
          .join(separator),
      )
      expect(readVisits({ text: `\ufeff${rows.join('\r\n')}\r\n`, mapping: {}, timeZone: null }).visits.count).toBe(2)
    }
  })

  it.each([
    ['sep=;', '\r\n'],
    ['SEP=;', '\n'],
    ['"sep=;"', '\n'],
    ['\ufeffsep=;', '\r'],
    ['sep=;;;;;;', '\r\n'],
  ])('may begin with a line that tells a spreadsheet its separator: %j', (line, end) => {
    // More commas than semicolons: guessing would take the comma.
    const rows = ['arrival;triage, as, given, at, arrival', '2026-01-05 10:00;3', '2026-01-05 10:05;2', 'soon;2']
    const {
      visits,
      separator,
      rows: count,
      findings,
    } = readVisits({ text: [line, ...rows].join(end), mapping: { triage: rows[0]!.slice(8) }, timeZone: null })
    expect([visits.count, separator, count]).toEqual([2, ';', 3])
    expect([...visits.triage]).toEqual([2, 1])
    // A spreadsheet does not show that line: its row 1 is the header.
    expect(findings.map(({ examples }) => examples[0]?.row)).toEqual([4])
  })

  it('is asked for another separator where its first line names one that is none', () => {
    expect(refusal(`sep=:\n${header}\n`)).toBe(
      'the first line says that columns are separated by ":"; separate them by a comma, a semicolon, a tab or a bar, and leave that line out',
    )
    expect(refusal('sep=;')).toMatch(/^the file is empty/)
  })

  it('may name its columns in many ways, or have them named by hand', () => {
    const named = readVisits({
      text: 'ED_Arrival_DateTime;ESI Level;Provider Seen Time;ED Departure Time;Age Band;ED Disposition;Bed Request Time\n2026-01-05 10:00;3;2026-01-05 10:20;2026-01-05 12:00;75+;Home;\n',
      mapping: {},
      timeZone: null,
    })
    expect(named.columns.map(({ field }) => field)).toEqual([
      'arrival',
      'triage',
      'startOfCare',
      'departure',
      'group',
      'disposition',
      'readyToLeave',
    ])
    const byHand = readVisits({
      text: 'when,what,triage\n2026-01-05 10:00,2,4\n',
      mapping: { arrival: 'When', triage: 'what' },
      timeZone: null,
    })
    expect(byHand.columns.map(({ field }) => field)).toEqual(['arrival', 'triage', null])
    expect(byHand.visits.triage[0]).toBe(1)
    const without = readVisits({ text: `${header}\n${good[0]}\n`, mapping: { triage: null }, timeZone: null })
    expect(without.visits.triage[0]).toBe(-1)
  })

  it('needs nothing but arrivals', () => {
    const { visits } = readVisits({
      text: 'arrival\n2026-01-05T10:00:30\n2026-01-05 09:00\n2026-01-05 09:00\n',
      mapping: {},
      timeZone: null,
    })
    expect(visits.count).toBe(3)
    expect(visits.arrivalMinutes[2]! - visits.arrivalMinutes[0]!).toBeCloseTo(60.5, 9)
  })

  it('says who left unseen by its disposition, or by a departure without care', () => {
    const { visits } = read([
      '2026-01-05 10:00,3,,2026-01-05 12:00,adults,LWBS',
      '2026-01-05 10:01,3,,2026-01-05 12:00,adults,',
      '2026-01-05 10:02,3,2026-01-05 10:30,2026-01-05 12:00,adults,left against medical advice',
    ])
    expect([...visits.outcome].map((code) => outcomes[code])).toEqual(['left', 'left', 'discharged'])
  })
})

describe('bad input', () => {
  it('is told with its row and column and counted', () => {
    expect(
      findingsOf([
        ...good,
        ...good,
        '2026-01-05 11:00,3,2026-01-05 10:50,2026-01-05 12:00,adults,discharged',
        '2026-01-05 11:01,3,2026-01-05 11:20,2026-01-05 11:10,adults,discharged',
        '2026-01-05 11:02,7,2026-01-05 11:20,2026-01-05 12:10,adults,vanished',
        '2026-01-05 11:03,3,2026-01-05 11:20,2026-03-05 12:10,adults,discharged',
        ',3,2026-01-05 11:20,2026-03-05 12:10,adults,discharged',
        '2026-02-30 11:04,3,2026-01-05 11:20,2026-03-05 12:10,adults,discharged',
        '2026-01-05 11:05,3,2026-01-05 25:20,2026-01-05 12:10,adults',
      ]),
    ).toEqual([
      ['start-before-arrival', 1, 6, 'start_of_care'],
      ['departure-before-start', 1, 7, 'departure'],
      ['unknown-disposition', 1, 8, 'disposition'],
      ['unknown-triage', 1, 8, 'triage'],
      ['stay-too-long', 1, 9, 'departure'],
      ['no-arrival', 1, 10, 'arrival'],
      ['unreadable-time', 1, 11, 'arrival'],
      ['row-length', 1, 12, 'group'],
      ['duplicate', 2, 4, 'arrival'],
    ])
    const [negative] = read(['2026-01-05 11:01,3,2026-01-05 11:20,2026-01-05 11:10,adults,discharged', ...good]).findings
    expect(negative?.sentence).toContain('1 row with a negative stay')
    expect(negative?.examples[0]?.sentence).toBe('is 10 minutes before the start of care')
  })

  it('a wrong separator is told with the row', () => {
    const message = refusal(
      `arrival,triage,departure\n2026-01-05 10:00;3;2026-01-05 12:00\n2026-01-05 10:10;3;2026-01-05 12:00\n`,
    )
    expect(message).toContain('row 2 has 1 column and the header 3 columns')
    expect(message).toContain('separated by a semicolon')
    expect(refusal('arrival^triage\n2026-01-05 10:00^3\n')).toContain('row 1, column 1: the whole header is read as one column')
  })

  it('dates in another order are found over the whole file, and those that stand the other way round are told', () => {
    const rows = ['13/01/2026 10:00', '02/01/2026 10:00', '03/01/2026 10:00', '01/25/2026 10:00']
    const { dateOrder, visits, findings } = readVisits({
      text: `arrival\n${rows.join('\n')}\n14/01/2026 10:00\n`,
      mapping: {},
      timeZone: null,
    })
    expect(dateOrder).toBe('day-month-year')
    expect(visits.count).toBe(4)
    expect(findings[0]?.examples[0]).toMatchObject({ row: 5, column: 'arrival' })
    expect(findings[0]?.examples[0]?.sentence).toContain('has month 25')
    expect(readVisits({ text: 'arrival\n01/13/2026 1:05 PM\n', mapping: {}, timeZone: null }).dateOrder).toBe('month-day-year')
  })

  it('dates of both orders in one file are refused: those that fit both would be read wrongly', () => {
    const rows = (dayFirst: number, monthFirst: number) =>
      [
        ...Array.from({ length: dayFirst }, (_, index) => `${13 + (index % 15)}/01/2026 10:00`),
        ...Array.from({ length: monthFirst }, (_, index) => `01/${13 + (index % 15)}/2026 11:00`),
      ].join('\n')
    const message = refusal(`arrival\n${rows(20, 10)}\n`)
    expect(message).toContain(
      'dates of the file stand in two orders: with the day first from row 2, column "arrival" on (20 dates)',
    )
    expect(message).toContain('with the month first from row 22, column "arrival" on (10 dates)')
    expect(refusal(`arrival\n${rows(3, 3)}\n`)).toContain('stand in two orders')
    const order = (text: string) => readVisits({ text: `arrival\n${text}\n`, mapping: {}, timeZone: null }).dateOrder
    expect(order(rows(20, 4))).toBe('day-month-year')
    expect(order(rows(6, 200))).toBe('month-day-year')
  })

  it('dates that fit both orders are settled by the stays, or refused', () => {
    expect(
      readVisits({ text: 'arrival,departure\n02/01/2026 23:00,03/01/2026 02:00\n', mapping: {}, timeZone: null }).dateOrder,
    ).toBe('day-month-year')
    expect(
      readVisits({ text: 'arrival,departure\n01/02/2026 23:00,01/03/2026 02:00\n', mapping: {}, timeZone: null }).dateOrder,
    ).toBe('month-day-year')
    expect(refusal('arrival\n02/01/2026 23:00\n')).toContain('can be read with the day or with the month first')
  })

  it('serial numbers and dates without a time are no times', () => {
    expect(refusal('arrival\n46027.41667\n46027.5\n')).toContain("is a spreadsheet's own number for a date")
    expect(refusal('arrival\n2026-01-05\n2026-01-06\n')).toContain('has no time of day')
  })

  it('identifying columns are refused with their names', () => {
    const message = refusal('Patient Name,MRN,arrival,DOB,home_phone,eMail,Post Code\nx,1,2026-01-05 10:00,2,3,4,5\n')
    for (const name of ['Patient Name', 'MRN', 'DOB', 'home_phone', 'eMail', 'Post Code']) expect(message).toContain(`"${name}"`)
    expect(message).not.toContain('"arrival"')
  })

  it('so are columns whose values give people away', () => {
    const rows = (values: readonly string[]) =>
      `arrival,note\n${values.map((value, index) => `2026-01-05 10:0${index},"${value}"`).join('\n')}\n`
    expect(refusal(rows(['a@b.org', 'c@d.com', 'e@f.net']))).toContain('e-mail')
    expect(refusal(rows(['123-45-6789', '987-65-4321']))).toContain('social security')
    expect(refusal(rows(['943 476 5919', '943 476 5870']))).toContain('NHS')
    expect(refusal(rows(['+44 20 7946 0000', '(020) 7946 0958']))).toContain('telephone')
    expect(refusal(rows(['SW1A 1AA', 'M1 1AE']))).toContain('postcodes')
    expect(refusal(rows(['1950-02-01', '1990-03-04', '2011-05-06']))).toContain('dates of birth')
    expect(refusal(rows(['Smith, John', "O'Neil, Mary", 'Jones, Ann', 'Ito, Ken', 'Diaz, Eva']))).toContain('names of people')
  })

  it('harmless columns stay', () => {
    expect(inspectVisits('arrival,hospital name,ward,age group,notes\n2026-01-05 10:00,City,A1,75+,12345\n').problems).toEqual([])
  })

  it('unknown columns by hand, empty files, files that are no text and open quotes are told', () => {
    expect(refusal(`${header}\n${good[0]}\n`, { arrival: 'when' })).toContain(
      'mapping.arrival is "when"; the file has no such column',
    )
    expect(refusal(`${header}\n${good[0]}\n`, { arrival: 'group', group: 'group' })).toContain('give each field its own column')
    expect(refusal('colour\nred\n')).toContain('no column is called arrival')
    expect(refusal('')).toContain('the file is empty')
    expect(refusal(`${header}\n`)).toContain('a header and no rows')
    expect(refusal('PK\u0000\u0003')).toContain('not text')
    expect(refusal(`${header}\n\n"2026-01-05 10:00,3\n${good[0]}\n${good[0]}\n`)).toContain(
      'row 3: a quotation mark is opened and never closed',
    )
  })

  it('never ends otherwise than with visits or a sentence', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(fc.string(), fc.constantFrom('2026-01-05 10:00', '05/01/2026 10:00', '3', 'left', '"', '\n')), {
            maxLength: 7,
          }),
          { maxLength: 8 },
        ),
        (rows) => {
          const text = [header, ...rows.map((row) => row.join(','))].join('\n')
          expect(refusal(text)).not.toBe('')
          expect(inspectVisits(text).problems.every(({ message }) => message.length > 10)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads back every field that RFC 4180 can write', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .string({ minLength: 1, maxLength: 12 })
            .filter((value) => value.trim() === value && /[\p{L}\p{N}]/u.test(value) && !/\p{C}/u.test(value)),
          { minLength: 1, maxLength: 5 },
        ),
        (groups) => {
          const rows = groups.map((group, index) => `2026-01-05 10:0${index},"${group.replaceAll('"', '""')}"`)
          const { visits } = readVisits({ text: `arrival,group\n${rows.join('\n')}\n`, mapping: {}, timeZone: null })
          expect([...visits.group].map((value) => visits.groupValues[value])).toEqual(
            groups.map((group) => group.replace(/\s+/g, ' ')),
          )
        },
      ),
    )
  })
})

describe('changes of the clocks', () => {
  const night = ['2026-03-29 00:30,3,2026-03-29 01:00,2026-03-29 04:00,adults,discharged']

  it('are told where neither offset nor time zone is given', () => {
    expect(findingsOf(night)).toEqual([['clock-crossed', 1, 2, 'departure']])
    expect(read(night).visits.departureMinutes[0]! - read(night).visits.startMinutes[0]!).toBe(180)
  })

  it('are reckoned with where the time zone is given; gaps and repeated hours are told', () => {
    const exact = read(night, { timeZone: 'Europe/Berlin' })
    expect(exact.findings).toEqual([])
    expect(exact.visits.departureMinutes[0]! - exact.visits.startMinutes[0]!).toBe(120)
    expect(findingsOf(['2026-03-29 02:30,3,,,adults,'], { timeZone: 'Europe/Berlin' })).toEqual([['clock-gap', 1, 2, 'arrival']])
    expect(findingsOf(['2026-10-25 02:30,3,,,adults,'], { timeZone: 'Europe/Berlin' })).toEqual([
      ['clock-repeated', 1, 2, 'arrival'],
    ])
    expect(() => read(night, { timeZone: 'Middle/Earth' })).toThrow(
      'timeZone is "Middle/Earth"; give a name such as Europe/Berlin',
    )
  })

  it('do not matter where times carry their offset', () => {
    const { visits, findings } = read([
      '2026-03-29T00:30+01:00,3,2026-03-29T01:00+01:00,2026-03-29T04:00+02:00,adults,discharged',
    ])
    expect(findings).toEqual([])
    expect(visits.departureMinutes[0]! - visits.startMinutes[0]!).toBe(120)
    expect((visits.arrivalWallMinutes[0]! % 1440) / 60).toBe(0.5)
  })
})
