// A row as the JSON text that is kept of it.
import type { Row } from './store.js';

/**
 * The JSON text of a row. Members that are undefined are left out.
 *
 * @throws TypeError when the row holds what JSON would lose or change: a date, a number that is not
 * finite, an undefined member of a list, an object of a class
 */
export function rowText(row: Row): string {
  return JSON.stringify(row, function (this: unknown, name, value) {
    // What stands there, before a `toJSON` of its own: Date has one.
    const held: unknown = name === '' ? value : (this as Readonly<Record<string, unknown>>)[name];
    if (!isJson(held) || (held === undefined && Array.isArray(this))) {
      throw new TypeError(`the member \`${name}\` of a row is not JSON`);
    }
    return held;
  });
}

/** Reads what `rowText` wrote; only the table says which type that is. */
export function parseRow<Stored extends Row>(text: string): Stored {
  return JSON.parse(text) as Stored;
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object': {
      if (value === null || Array.isArray(value)) return true;
      const prototype: unknown = Object.getPrototypeOf(value);
      return prototype === Object.prototype || prototype === null;
    }
    default:
      return false;
  }
}
