// What operators do with a deployment over HTTP, behind the gate.
import { type Iam, IamError } from '@ostiary/iam';
import express, { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './operation-caller.js';

const newAccountMessage = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
});

const planMessage = z.strictObject({ document: z.string() });

const applicationMessage = z.strictObject({
  document: z.string(),
  revision: z.int().nonnegative(),
});

/** The routes under `/deployment/v1`. */
export function deploymentRouter(iam: Iam): Router {
  const router = Router();
  router.use('/organization', express.json({ limit: '1mb' }));
  router.use(express.json({ limit: '64kb' }));

  router.get('/services', async (request, response) => {
    response.json({ services: await iam.guardedServices.list(callerOf(request)) });
  });

  router.get('/accounts', async (_request, response) => {
    response.json({ accounts: await iam.listAccounts() });
  });

  router.post('/accounts', async (request, response) => {
    const message = newAccountMessage.safeParse(request.body);
    if (!message.success) {
      throw new IamError('ValidationError', 'expected {"name": string, "id"?: string}');
    }
    const account = await iam.createAccount(message.data);
    // The new account's root user is how anybody gets in; its secret is shown this once.
    const root = await iam.ensureRootAccessKey({ accountId: account.id });
    const key =
      root.outcome === 'made'
        ? { accessKeyId: root.accessKeyId, secretAccessKey: root.secretAccessKey.reveal() }
        : undefined;
    response.status(201).json({ account, rootAccessKey: key });
  });

  router.get('/organization', async (_request, response) => {
    response.json(await iam.organizations.describe());
  });

  router.post('/organization/plan', async (request, response) => {
    const message = planMessage.safeParse(request.body);
    if (!message.success) {
      throw new IamError('ValidationError', 'expected {"document": string}, the JSON as a text');
    }
    response.json(await iam.organizations.plan(callerOf(request), message.data.document));
  });

  router.put('/organization', async (request, response) => {
    const message = applicationMessage.safeParse(request.body);
    if (!message.success) {
      const expected = 'expected {"document": string, "revision": number}, the revision of a plan';
      throw new IamError('ValidationError', expected);
    }
    response.json(await iam.organizations.apply(callerOf(request), message.data));
  });
  return router;
}
