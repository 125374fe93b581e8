// What every demo needs: processes that end with it, ports, requests.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const patience = 60_000;

const children = [];

// Settings of the caller's own gateway are not the demo's: it would take its orders into another's database.
const surroundings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PAYMENTS_')));

export const freePort = () => new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

export const start = (program, args, env = {}) => {
  const child = spawn(program, args, { env: { ...surroundings, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
};

/** Ends a child process; done when it is gone, so that nothing answers or writes after the demo. */
const ended = child => new Promise(resolve => {
  if (child.exitCode !== null || child.signalCode !== null) return resolve();
  child.once('exit', resolve);
  child.kill();
});

/** Ends everything that was started, the newest first. */
export const endAll = async () => {
  for (const child of children.reverse()) await ended(child);
};

export const untilAnswers = async (url, options, program) => {
  for (let tries = 0; tries < 300; tries++) {
    if (program?.exitCode) throw new Error(`it ended with ${program.exitCode}`);
    try {
      return await fetch(url, options);
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} does not answer`);
};

/** Posts to the JSON API; the answer's data. */
export const api = async (gateway, path, body, headers = {}) => {
  const response = await fetch(gateway + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!answer.success) throw new Error(`${path}: ${answer.error}`);
  return answer.data;
};
