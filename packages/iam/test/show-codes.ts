// An authenticator app, written from RFC 6238 alone.
import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an app with this seed, base 32 of ASCII, shows at a time. */
export function showCode(seed: string, time: Date): string {
  const bits = [...seed].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time.getTime() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** The code shown at a time and the next one, as operations take them. */
export function showTwoCodes(
  seed: string,
  time: Date,
): { AuthenticationCode1: string; AuthenticationCode2: string } {
  return {
    AuthenticationCode1: showCode(seed, time),
    AuthenticationCode2: showCode(seed, new Date(time.getTime() + 30_000)),
  };
}
