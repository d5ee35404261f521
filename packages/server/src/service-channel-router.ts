// The control plane's end of the service channel, behind the gate.
import {
  principalMessage,
  resourceControlQueryMessage,
  signingKeyQueryMessage,
  writePrincipalPolicies,
  writeResourceControls,
  writeSigningKeyMatch,
} from '@ostiary/api/service-channel';
import { type Iam, IamError, type ReportedUse } from '@ostiary/iam';
import { getCaller } from '@ostiary/middleware/express';
import express, { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { waitForChange } from './change-watch.js';
import { callerOf } from './operation-caller.js';

const MAX_BODY = '1mb';

const auditRecordsMessage = z.strictObject({
  records: z
    .array(
      z.looseObject({
        recordType: z.enum(['decision', 'outcome']),
        eventTime: z.iso.datetime(),
        requestID: z.string().max(64),
      }),
    )
    .max(500),
});

/**
 * The routes under `/service-channel/v1/services/{ServiceName}`. When `closing` is aborted, questions
 * that wait for a change are answered at once.
 */
export function serviceChannelRouter(iam: Iam, log: Logger, closing: AbortSignal): Router {
  const router = Router();
  const audit = log.child({ log: 'audit' });
  router.use(express.json({ limit: MAX_BODY, strict: true }));

  router.post('/:serviceName/signing-keys', async (request, response) => {
    const { serviceName } = request.params;
    const { principal } = getCaller(request);
    const query = read(signingKeyQueryMessage, request);
    answer(
      response,
      await iam.guardedServices.signingKey({ principal, serviceName, query }),
      writeSigningKeyMatch,
    );
  });

  router.post('/:serviceName/principal-policies', async (request, response) => {
    await iam.guardedServices.requireOwn(getCaller(request).principal, request.params.serviceName);
    const found = await iam.policies(read(principalMessage, request));
    answer(response, found, writePrincipalPolicies);
  });

  router.post('/:serviceName/resource-controls', async (request, response) => {
    await iam.guardedServices.requireOwn(getCaller(request).principal, request.params.serviceName);
    const { accountId } = read(resourceControlQueryMessage, request);
    answer(response, await iam.resourceControls(accountId), writeResourceControls);
  });

  router.put('/:serviceName/definition', async (request, response) => {
    const { serviceName } = request.params;
    const definition = textOf(read(z.looseObject({ name: z.literal(serviceName) }), request));
    await iam.guardedServices.register(callerOf(request), { serviceName, definition });
    response.status(204).end();
  });

  router.post('/:serviceName/audit-records', async (request, response) => {
    const { serviceName } = request.params;
    const { principal } = getCaller(request);
    const { records } = read(auditRecordsMessage, request);
    await iam.guardedServices.recordUses(principal, serviceName, records.flatMap(useIn));
    // Under its own name alone, so that no service writes another's history.
    for (const record of records) {
      audit.info({ ...ofItsOwn(record), eventSource: serviceName, reportedBy: serviceName });
    }
    response.status(204).end();
  });

  router.get('/:serviceName/changes', async (request, response) => {
    await iam.guardedServices.requireOwn(getCaller(request).principal, request.params.serviceName);
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    const over = AbortSignal.any([hungUp.signal, closing]);
    const revision = await waitForChange(iam, readRevision(request), over);
    if (!hungUp.signal.aborted) response.json({ revision });
  });
  return router;
}

/** The members of a decision that tell whose key was used; one without them tells of no use. */
const useMessage = z.looseObject({
  recordType: z.literal('decision'),
  awsRegion: z.string().regex(/^[\w-]{1,64}$/),
  userIdentity: z.looseObject({
    accessKeyId: z.string().regex(/^[\x21-\x7e]{1,128}$/),
    accountId: z.string(),
  }),
});

function useIn(record: unknown): readonly ReportedUse[] {
  const parsed = useMessage.safeParse(record);
  if (!parsed.success) return [];
  const { awsRegion: region, userIdentity } = parsed.data;
  const { accessKeyId, accountId } = userIdentity;
  return [{ accessKeyId, accountId, region }];
}

/** What the log says of its lines itself, and no service says for it. */
const MEMBERS_OF_THE_LOG: ReadonlySet<string> = new Set(['level', 'time', 'log', 'msg']);

function ofItsOwn(record: object): object {
  const members = Object.entries(record).filter(([name]) => !MEMBERS_OF_THE_LOG.has(name));
  return Object.fromEntries(members);
}

/** A definition as it is kept; one that is nested too deeply to be written is none. */
function textOf(definition: object): string {
  try {
    return JSON.stringify(definition);
  } catch (cause) {
    throw new IamError('ValidationError', 'a service definition is not nested that deeply', {
      cause,
    });
  }
}

function answer<Found>(
  response: Response,
  found: Found | undefined,
  write: (found: Found) => string,
): void {
  if (found === undefined) throw new IamError('NoSuchEntity', 'there is none, or none any more');
  response.type('application/json').send(write(found));
}

function read<Message>(message: z.ZodType<Message, unknown>, request: Request): Message {
  const parsed = message.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the body';
  throw new IamError('ValidationError', `\`${place}\`: ${issue?.message ?? 'not understood'}`);
}

function readRevision(request: Request): number | undefined {
  const { after } = request.query;
  if (after === undefined) return undefined;
  if (typeof after === 'string' && /^\d{1,15}$/.test(after)) return Number(after);
  throw new IamError('ValidationError', '`after` is a revision that was answered before');
}
