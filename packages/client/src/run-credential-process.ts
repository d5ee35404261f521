// Credentials that a program prints.
import { exec } from 'node:child_process';
import type { ExpiringCredentials } from './credential-provider.js';
import {
  isRecord,
  issuedCredentials,
  type NamedProvider,
  retrievalFailed,
} from './issued-credentials.js';
import { parseJson } from './parse-json.js';
import type { ProviderContext } from './provider-options.js';

const limits = { timeout: 60_000, maxBuffer: 65_536, windowsHide: true };

/**
 * Runs the command of a profile in the shell, as the AWS SDKs do, and reads the JSON that it prints
 * (AWS SDKs and Tools Reference Guide, "Process credential provider"). Nothing of what it prints
 * reaches a message. Throws ClientError CredentialRetrieval.
 */
export async function runCredentialProcess(
  command: string,
  profile: string,
  { environment }: ProviderContext,
): Promise<ExpiringCredentials> {
  const provider = {
    name: `the \`credential_process\` of the profile \`${profile}\``,
    remedy: 'run it by hand to see why',
  };
  const document = parseJson(await outputOf(command, provider, { ...environment }));
  if (!isRecord(document)) throw retrievalFailed(provider, 'that it printed no JSON object');
  if (document.Version !== 1) throw retrievalFailed(provider, 'another `Version` than 1');
  return issuedCredentials(document, { provider, tokenName: 'SessionToken', required: [] });
}

function outputOf(
  command: string,
  provider: NamedProvider,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, { ...limits, env }, (error, stdout) => {
      if (error === null) resolve(stdout);
      // Not as the cause: the error repeats the command and what it printed.
      else reject(retrievalFailed(provider, endOf(error)));
    });
  });
}

function endOf({ killed, code }: { readonly killed?: boolean; readonly code?: number | string }) {
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return `that it printed more than ${limits.maxBuffer} characters`;
  }
  if (killed) return 'that it did not end within a minute';
  return `that it ended with code \`${code ?? 'unknown'}\``;
}
