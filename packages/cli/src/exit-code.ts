// What the command tells a script by the way it ends.

/** The codes that the process ends with; the same in every command. */
export const EXIT_CODES = {
  /** Allowed, or nothing to find fault with, or every line answered. */
  good: 0,
  /** Denied, or a policy with an error in it. */
  bad: 1,
  /** The question could not be read: a wrong flag, a file that is missing or malformed. */
  unreadable: 2,
} as const;

/** One of the codes that the process ends with. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
