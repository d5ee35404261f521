// What may be there at once goes on at once: each promise on a request's way costs as much as a small step.

/**
 * Goes on with a value, at once where it is there. What `next` throws is thrown at once too then, and
 * is a rejection otherwise. A promise of another library is waited for like any.
 */
export function whenThere<Value, Next>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Next | Promise<Next>,
): Next | Promise<Next> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
