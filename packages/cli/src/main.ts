#!/usr/bin/env node
// The command `ostiary`: the process's own arguments, streams and exit code.
import { runCommandLine } from './command-line.js';

/** What a shell reports of a program whose reader went away: 128 and the number of SIGPIPE. */
const BROKEN_PIPE = 141;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `ostiary … | head` is no failure that anybody wants to read about.
    process.exit(error.code === 'EPIPE' ? BROKEN_PIPE : 2);
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), process);
