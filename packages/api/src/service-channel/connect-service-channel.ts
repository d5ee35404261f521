// The guarded service's end of the service channel.
import { type ClientOptions, createClient } from '@ostiary/client';
import type { PolicyLookup, ResourceControlLookup } from '@ostiary/evaluator';
import type { SigningKeyLookup } from '@ostiary/sigv4';
import { z } from 'zod';
import { batchRecords, type RecordSink } from './batch-records.js';
import { CHANNEL_SERVICE, type ChannelResource, channelPath } from './channel-path.js';
import { ServiceChannelError } from './errors.js';
import { readPrincipalPolicies, readResourceControls } from './policies-message.js';
import { type ChannelCaller, readSigningKeyMatch } from './signing-key-message.js';
import { type ChangeWatch, watchChanges } from './watch-changes.js';

/** How a guarded service reaches the control plane. */
export interface ServiceChannelOptions {
  /** The control plane: `https://iam.example.com`. */
  readonly endpoint: string;
  /** The name of the guarded service, `notes`; the channel answers about no other. */
  readonly service: string;
  readonly region: string;
  /** Those of the service's own role. */
  readonly credentials: ClientOptions['credentials'];
  /** Default: the runtime's own. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a gate asks, answered by the control plane. */
export interface ServiceChannel {
  readonly signingKeys: SigningKeyLookup<ChannelCaller>;
  readonly policies: PolicyLookup;
  readonly resourceControls: ResourceControlLookup;
  /** Sends audit records up; each is acknowledged before its request goes on. */
  readonly audit: RecordSink;
  /** Tells the control plane what the service is: its actions, resource types and condition keys. */
  readonly register: (definition: { readonly name: string }) => Promise<void>;
  /**
   * Calls `onChange` whenever something that decisions rest on may have changed, and whenever that
   * cannot be told; returns how to stop.
   */
  readonly watchChanges: (onChange: () => void) => () => void;
  /** Stops all watching, and waits until the records under way are kept or refused. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the service channel (the connection itself is made with the first question).
 *
 * @throws TypeError when the options have no meaning
 * @example
 * ```ts
 * const channel = connectServiceChannel({
 *   endpoint: 'https://iam.example.com',
 *   service: 'notes',
 *   region: 'eu-west-1',
 *   credentials: fromEnvironment(),
 * });
 * app.use(ostiary({ service: notes, region: 'eu-west-1', accountId, ...channel }));
 * ```
 */
export function connectServiceChannel(options: ServiceChannelOptions): ServiceChannel {
  const { endpoint, service, region, credentials, fetch } = options;
  const base = new URL(endpoint);
  const client = createClient({
    ...{ credentials, region, service: CHANNEL_SERVICE },
    ...(fetch && { fetch }),
  });

  /** Undefined for an answer that there is none. */
  const ask = async (
    resource: ChannelResource,
    { method = 'POST', body, query = '', signal }: Question,
  ): Promise<unknown> => {
    const url = new URL(`${channelPath(service, resource)}${query}`, base);
    const answer = await client.fetch(url, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await answer.text();
    if (answer.ok) return text === '' ? undefined : JSON.parse(text);
    const problem = problemOf(text);
    if (answer.status === 404 && problem.Code === 'NoSuchEntity') return undefined;
    throw new ServiceChannelError(answer.status, problem.Code, problem.Message);
  };

  const records = batchRecords(async (batch) => {
    await ask('audit-records', { body: { records: batch } });
  });
  const stops = new Set<() => void>();

  return {
    signingKeys: async (query) => {
      const answer = await ask('signing-keys', { body: query });
      return answer === undefined ? undefined : readSigningKeyMatch(answer);
    },
    policies: async (principal) => {
      const answer = await ask('principal-policies', { body: principal });
      return answer === undefined ? undefined : readPrincipalPolicies(answer);
    },
    resourceControls: async (accountId) => {
      const answer = await ask('resource-controls', { body: { accountId } });
      return readResourceControls(answer);
    },
    audit: { record: records.record },
    register: async (definition) => {
      await ask('definition', { method: 'PUT', body: definition });
    },
    watchChanges: (onChange) => {
      const poll: ChangeWatch = async (after, signal) => {
        const query = after === undefined ? '' : `?after=${after}`;
        const answer = await ask('changes', { method: 'GET', query, signal });
        return changesMessage.parse(answer).revision;
      };
      const stop = watchChanges(poll, onChange);
      stops.add(stop);
      return () => {
        stops.delete(stop);
        stop();
      };
    },
    close: async () => {
      for (const stop of stops) stop();
      await records.settled();
    },
  };
}

interface Question {
  readonly method?: string;
  readonly body?: unknown;
  readonly query?: string;
  readonly signal?: AbortSignal;
}

const changesMessage = z.strictObject({ revision: z.int().nonnegative() });

const errorMessage = z.object({ Error: z.object({ Code: z.string(), Message: z.string() }) });

function problemOf(text: string): z.infer<typeof errorMessage>['Error'] {
  try {
    return errorMessage.parse(JSON.parse(text)).Error;
  } catch {
    return { Code: 'Unknown', Message: 'the control plane answered with no error document' };
  }
}
