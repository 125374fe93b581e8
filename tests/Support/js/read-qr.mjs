// Reads QR codes: a JSON object with a PNG in base64 a line, writes {text} a line, null where nothing can be read.
import { createInterface } from 'node:readline';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

for await (const line of createInterface({ input: process.stdin })) {
  const { data, width, height } = PNG.sync.read(Buffer.from(JSON.parse(line).png, 'base64'));
  const found = (jsqr.default ?? jsqr)(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' });
  process.stdout.write(`${JSON.stringify({ text: found?.data ?? null })}\n`);
}
