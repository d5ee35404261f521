// A time as text, for context keys and audit records.

let last = { milliseconds: Number.NaN, text: '' };

/** `2026-11-23T12:00:00.000Z`. The last is remembered: one request is told the same time twice or thrice. */
export function isoTime(date: Date): string {
  const milliseconds = date.getTime();
  if (milliseconds !== last.milliseconds) last = { milliseconds, text: date.toISOString() };
  return last.text;
}
