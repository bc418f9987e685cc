// The programs under tour, each as its own process: a desk is banthao-cli with a profile, the portal is banthao-portal.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../chromium.mjs';

const programs = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), process.env.BANTHAO_BUILD ?? 'debug');
export const program = (name) => join(programs, name);

/** Nothing of the person's own desk may leak into the tour. */
export function cleanEnvironment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('BANTHAO_'));
  return { ...Object.fromEntries(kept), ...more };
}

function run(name, args, env) {
  const done = spawnSync(program(name), args, {
    env, encoding: 'utf8', timeout: 120_000, maxBuffer: 64 * 1024 * 1024,
  });
  if (done.error) throw new Error(`${name} ${args[0]}: ${done.error.message}`);
  return done;
}

function answer(name, args, { status, stdout, stderr }) {
  let value;
  try {
    value = JSON.parse(stdout);
  } catch {
    throw new Error(`${name} ${args.join(' ')}: exit ${status}, and no JSON came: ${stdout}${stderr}`);
  }
  if (status !== 0) {
    const refused = new Error(`${name} ${args.join(' ')}: ${value?.error?.code ?? status}: ${value?.error?.message ?? stdout}`);
    refused.code = value?.error?.code;
    throw refused;
  }
  return value;
}

/** One member's desk: a profile of its own, locked by a passphrase. */
export class Desk {
  constructor(person, folder, passphrase) {
    this.person = person;
    this.profile = join(folder, person.replaceAll(' ', '-'));
    this.passphrase = passphrase;
  }

  environment() {
    return cleanEnvironment({ BANTHAO_PROFILE: this.profile, BANTHAO_PASSPHRASE: this.passphrase });
  }

  /** Runs a command and gives its JSON; what the desk refuses is thrown, with its `code`. */
  do(...args) {
    return answer('banthao-cli', args, run('banthao-cli', [...args, '--json'], this.environment()));
  }

  /** Runs a command and gives what it prints, as it is. */
  read(...args) {
    const { status, stdout, stderr } = run('banthao-cli', args, this.environment());
    if (status !== 0) throw new Error(`banthao-cli ${args.join(' ')}: exit ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that must be refused, and gives the code of the refusal. */
  refused(...args) {
    try {
      this.do(...args);
    } catch (error) {
      if (error.code) return error.code;
      throw error;
    }
    throw new Error(`banthao-cli ${args.join(' ')} was expected to be refused`);
  }

  edition(edition) {
    return this.do('show', edition);
  }
}

/** The portal with one site. Its own commands work while it serves and while it does not. */
export class Portal {
  constructor(site, data, log) {
    this.site = site;
    this.data = data;
    this.log = log;
    this.address = '127.0.0.1:0';
  }

  do(...args) {
    const all = [...args, '--data', this.data];
    return answer('banthao-portal', args, run('banthao-portal', [...all, '--json'], cleanEnvironment()));
  }

  invite(name, ...roles) {
    return this.do('invite', this.site, ...roles.flatMap((role) => ['--role', role]), '--name', name).code;
  }

  /** Starts serving; from the second time on at the same address, for desks use the one they joined for ever. */
  async start() {
    this.child = spawn(program('banthao-portal'), ['serve', '--data', this.data, '--listen', this.address], {
      env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr.pipe(createWriteStream(this.log, { flags: 'a' }));
    this.ended = new Promise((end) => this.child.once('exit', end));
    const first = new Promise((line) => createInterface(this.child.stdout).once('line', line));
    const line = await Promise.race([first, this.ended]);
    if (typeof line !== 'string') throw new Error(`the portal ended at once; its log is ${this.log}`);
    this.url = JSON.parse(line).url;
    this.address = new URL(this.url).host;
    return this.url;
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
