// ostiary: the terminal. The command is in main.ts; this is the same command as a function.
export { runCommandLine } from './command-line.js';
export type { ExitCode } from './exit-code.js';
export type { Terminal } from './terminal.js';
