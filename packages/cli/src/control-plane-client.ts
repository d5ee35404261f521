// The control plane that a command calls, with the credentials that AWS tools would use.
import { createClient } from '@ostiary/client';
import { defaultProvider } from '@ostiary/client/node';
import type { Command } from 'commander';
import { RefusedError, UsageError } from './errors.js';

/** Where the control plane is, and with which profile it is called. */
export interface ControlPlaneOptions {
  /** Default: `AWS_ENDPOINT_URL`. */
  readonly endpointUrl?: string;
  readonly profile?: string;
}

/** One call of the deployment's own API. */
export interface DeploymentCall {
  readonly method: string;
  /** `/deployment/v1/accounts` */
  readonly path: string;
  readonly body?: unknown;
}

/** Adds the flags that say which control plane is called, and as whom. */
export function addConnection(command: Command): Command {
  return command
    .option('--endpoint-url <url>', 'the control plane; AWS_ENDPOINT_URL when left out')
    .option('--profile <name>', 'the profile to sign with; as AWS_PROFILE');
}

/** The region in signatures: the deployment has none of its own and takes any. */
const REGION = 'us-east-1';

/**
 * Calls the deployment's own API.
 *
 * @throws UsageError when no endpoint is named or it does not answer; RefusedError when it refuses
 */
export async function callDeployment(
  { endpointUrl = process.env.AWS_ENDPOINT_URL, profile }: ControlPlaneOptions,
  { method, path, body }: DeploymentCall,
): Promise<unknown> {
  if (!endpointUrl) {
    throw new UsageError('ostiary: expected --endpoint-url or AWS_ENDPOINT_URL, found neither');
  }
  const credentials = defaultProvider(profile === undefined ? {} : { profile });
  const client = createClient({ credentials, region: REGION, service: 'ostiary' });
  const answer = await send(() =>
    client.fetch(new URL(path, endpointUrl), {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : JSON.parse(text);
  throw refusalOf(answer.status, text);
}

async function send(call: () => Promise<Response>): Promise<Response> {
  try {
    return await call();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new UsageError(`ostiary: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function refusalOf(status: number, text: string): UsageError {
  try {
    const { Code, Message } = JSON.parse(text).Error;
    return new RefusedError(String(Code), String(Message));
  } catch {
    return new UsageError(`ostiary: the control plane answered ${status} without saying why`);
  }
}
