// The log: one JSON object a line, with the id of the request it is about.
import { type Logger, pino } from 'pino';

/** Levels of the log, the least talkative first. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/**
 * Opens the log. What could hold a secret is censored by name wherever it stands, though nothing
 * that holds one is handed to the log in the first place.
 */
export function openLog(level: LogLevel, write: (line: string) => unknown): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    },
    { write },
  );
}

const SECRET_MEMBERS = [
  'authorization',
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  'signingKey',
  'password',
  'Password',
];
