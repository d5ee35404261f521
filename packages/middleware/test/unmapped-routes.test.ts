// The routes of an app that nobody can reach, so that its start can list them.
import Router from '@koa/router';
import { unmappedRoutes as unmappedOnExpress } from '@ostiary/middleware/express';
import { unmappedRoutes as unmappedOnKoa } from '@ostiary/middleware/koa';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { notesService } from './notes-service.js';

const handle = (): void => {};

describe('unmappedRoutes', () => {
  it('names what an Express app serves and no rule maps', () => {
    const app = express();
    app.use(express.json());
    app.get('/notes/:owner', handle, handle);
    app.route('/notes/:owner/:id').get(handle).put(handle).patch(handle);
    app.get(['/report', '/statistics'], handle, handle);
    app.get('/Report', handle);
    app.post('/report', handle);
    app.all('/everything', handle);
    app.get(/^\/pattern$/, handle);
    app.use('/nested', express.Router().get('/x', handle));
    expect(unmappedOnExpress(app, notesService)).toEqual([
      'PATCH /notes/:owner/:id',
      'GET /statistics',
      'GET /Report',
      'POST /report',
      'ALL /everything',
      'GET /^\\/pattern$/',
      'any a nested router, which has to be listed itself',
    ]);
  });

  it('names what a router of Express serves and no rule maps', () => {
    const router = express.Router().get('/report', handle).get('/x', handle);
    expect(unmappedOnExpress(router, notesService)).toEqual(['GET /x']);
  });

  it('names what a Koa router serves and no rule maps', () => {
    const router = new Router();
    router.get('/notes/:owner', handle);
    router.patch('/notes/:owner', handle);
    router.head('/report', handle);
    router.get('/statistics', handle);
    expect(unmappedOnKoa(router, notesService)).toEqual([
      'PATCH /notes/:owner',
      'HEAD /report',
      'GET /statistics',
    ]);
  });
});
