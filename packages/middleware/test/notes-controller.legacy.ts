// A controller marked with TypeScript's legacy decorators.
import { Action, Resource } from '@ostiary/middleware/decorators';
import type { Request, Response } from 'express';
import type { Context } from 'koa';

export class LegacyNotesController {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  @Action('notes:GetNote')
  @Resource('note')
  onExpress(request: Request, response: Response): void {
    response.json(this.#find(request.params.NoteId));
  }

  @Resource('note')
  @Action('GetNote')
  onKoa(context: Context): void {
    context.body = this.#find(context.params.NoteId);
  }

  unmarked(): void {}

  #find(id: unknown): unknown {
    return { from: this.#name, id };
  }
}
