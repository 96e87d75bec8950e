import { ReportError } from './report-error.ts'
import { clip } from './wording.ts'

/** Throws ReportError `time-zone` where this is no IANA zone. */
export function requireTimeZone(timeZone: string): void {
  formatter(timeZone)
}

/** Writes an RFC 3339 time as `2026-05-01 14:03:09` in a zone: the same text on every machine and locale. */
export function localTime(timeZone: string): (time: string) => string {
  const format = formatter(timeZone)
  return (time) => {
    const ms = Date.parse(time)
    if (Number.isNaN(ms)) return time
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
    return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`
  }
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch (cause) {
    throw new ReportError(
      'time-zone',
      `"${clip(timeZone, 64)}" is no time zone: give an IANA name, for example America/New_York or UTC`,
      { cause },
    )
  }
}
