// The curve P-256, as far as WebCrypto leaves it to us: a public key from a private one.
import { fromBigEndian, toBigEndian } from './big-endian.js';

// NIST SP 800-186, section 3.2.1.3.
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const base: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  z: 1n,
};

/** The order of the base point. */
export const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** In Jacobian coordinates; a z of 0 is the point at infinity. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

/**
 * The base point times a private key, as an uncompressed point. Its time depends on the key: it is
 * for the signer's own machine, where the key was just derived from a secret that lies there too,
 * and is never run for someone who waits outside.
 */
export function p256BasePointTimes(privateKey: Uint8Array): Uint8Array {
  const scalar = fromBigEndian(privateKey);
  if (privateKey.length !== 32 || scalar === 0n || scalar >= p256Order) {
    throw new TypeError('expected a P-256 private key of 32 bytes');
  }
  let sum: Point = { x: 1n, y: 1n, z: 0n };
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    if ((scalar >> bit) & 1n) sum = add(sum, base);
  }
  const inverse = power(sum.z, p - 2n); // Fermat: z to the p - 2 is 1 / z
  const square = mod(inverse * inverse);
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(toBigEndian(mod(sum.x * square)), 1);
  point.set(toBigEndian(mod(sum.y * square * inverse)), 33);
  return point;
}

/** The usual formulas for a curve with a = -3, of which x³ + ax + b never needs b. */
function double({ x, y, z }: Point): Point {
  const delta = mod(z * z);
  const gamma = mod(y * y);
  const beta = mod(x * gamma);
  const alpha = mod(3n * (x - delta) * (x + delta));
  const doubledX = mod(alpha * alpha - 8n * beta);
  return {
    x: doubledX,
    y: mod(alpha * (4n * beta - doubledX) - 8n * gamma * gamma),
    z: mod((y + z) ** 2n - gamma - delta),
  };
}

/**
 * The sum of two different points, neither of them the other's opposite. A double-and-add below the
 * order of the base point meets no other pair.
 */
function add(a: Point, b: Point): Point {
  if (a.z === 0n) return b;
  const aSquare = mod(a.z * a.z);
  const bSquare = mod(b.z * b.z);
  const u = mod(a.x * bSquare);
  const s = mod(a.y * bSquare * b.z);
  const h = mod(b.x * aSquare - u);
  const r = mod(b.y * aSquare * a.z - s);
  const hSquare = mod(h * h);
  const hCube = mod(hSquare * h);
  const x = mod(r * r - hCube - 2n * u * hSquare);
  return { x, y: mod(r * (u * hSquare - x) - s * hCube), z: mod(h * a.z * b.z) };
}

function power(number: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = number, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * factor);
    factor = mod(factor * factor);
  }
  return result;
}

function mod(number: bigint): bigint {
  const rest = number % p;
  return rest < 0n ? rest + p : rest;
}
