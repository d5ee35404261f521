// @Action and @Resource as TC39's decorators, put where they mean nothing.
import { Action, Resource } from '@ostiary/middleware/decorators';
import { describe, expect, it } from 'vitest';

const message = '@Action and @Resource mark methods';

describe('@Action and @Resource', () => {
  it('are a TypeError on a getter', () => {
    expect(() => {
      class Controller {
        // @ts-expect-error a getter is no method
        @Action('GetNote')
        get note(): string {
          return 'x';
        }
      }
      return Controller;
    }).toThrow(new TypeError(message));
  });

  it('are a TypeError on a field', () => {
    expect(() => {
      class Controller {
        // @ts-expect-error a field is no method
        @Resource('note')
        note = 'x';
      }
      return Controller;
    }).toThrow(new TypeError(message));
  });

  it('are a TypeError on a class', () => {
    expect(() => {
      // @ts-expect-error a class is no method
      @Action('GetNote')
      class Controller {}
      return Controller;
    }).toThrow(new TypeError(message));
  });

  it('are a TypeError when a method has two actions', () => {
    expect(() => {
      class Controller {
        @Action('GetNote')
        @Action('PutNote')
        note(): void {}
      }
      return Controller;
    }).toThrow(TypeError);
  });
});
