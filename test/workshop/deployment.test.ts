import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { environmentSchema } from '../../src/core/config.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testDataDirectory } from '../support/test-database.ts';

const known = new Set(Object.keys(environmentSchema.shape));
const read = (file: string): Promise<string> => readFile(file, 'utf8');

/** What the image is given from the project itself: sources and where they go below its folder. */
function copiedInto(dockerfile: string): { readonly from: string; readonly to: string }[] {
  const [, final = ''] = dockerfile.split(/^FROM debian/mu);
  return [...final.matchAll(/^COPY (?!--from)(.+)$/gmu)].flatMap(([, words = '']) => {
    const parts = words.split(' ');
    const to = parts.at(-1) ?? '';
    return parts.slice(0, -1).map((from) => ({ from, to: to === './' ? from : to }));
  });
}

/** All values in a tree of YAML that stand under a name. */
function valuesOf(tree: unknown, name: string): unknown[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [
    ...(key === name ? [value as unknown] : []),
    ...valuesOf(value, name),
  ]);
}

async function yamlOf(file: string): Promise<unknown[]> {
  return parseAllDocuments(await read(file), { merge: true }).map((document) => {
    expect(document.errors, file).toEqual([]);
    return document.toJS() as unknown;
  });
}

const kubernetesFiles = async (): Promise<string[]> =>
  (await readdir('deploy/kubernetes')).map((name) => path.join('deploy/kubernetes', name));

test('the image is given what is there, and the context holds no more', async () => {
  const dockerfile = await read('Dockerfile');
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap(([, words = '']) =>
    words.split(' '),
  );
  for (const source of sources) expect((await stat(source)).size, source).toBeGreaterThan(0);
  const allowed = [...(await read('.dockerignore')).matchAll(/^!(.+)$/gmu)].map(([, name]) => name);
  expect(new Set(sources)).toEqual(new Set(allowed));
});

test('the image starts as “npm start” does, not as root, with signals that reach it', async () => {
  const dockerfile = await read('Dockerfile');
  const entry = z.array(z.string()).parse(JSON.parse(/^ENTRYPOINT (.+)$/mu.exec(dockerfile)?.[1] ?? ''));
  const command = z.array(z.string()).parse(JSON.parse(/^CMD (.+)$/mu.exec(dockerfile)?.[1] ?? ''));
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await read('package.json')));
  expect([...entry, ...command].join(' ')).toBe(scripts['start']);
  expect([...entry, 'worker'].join(' ')).toBe(scripts['worker']);
  expect(dockerfile).toMatch(/^USER [1-9]\d+:[1-9]\d+$/mu);
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/mu);
  expect(dockerfile).toContain(`EXPOSE ${environmentSchema.parse({}).PORT} `);
});

test('every setting in the files of deployment is one that the studio reads', async () => {
  const [compose] = await yamlOf('compose.yaml');
  const services = z
    .object({ services: z.record(z.string(), z.object({ build: z.string().optional() }).loose()) })
    .parse(compose).services;
  const ours = Object.values(services).filter(({ build }) => build !== undefined);
  expect(ours).toHaveLength(2);
  const names = ours.flatMap((service) => Object.keys(z.record(z.string(), z.unknown()).parse(service['environment'])));
  for (const file of await kubernetesFiles()) {
    const lists = valuesOf(await yamlOf(file), 'env');
    names.push(
      ...z
        .array(z.array(z.object({ name: z.string() })))
        .parse(lists)
        .flat()
        .map(({ name }) => name),
    );
  }
  for (const unit of await readdir('deploy/systemd')) {
    const text = await read(path.join('deploy/systemd', unit));
    names.push(...[...text.matchAll(/^Environment=(\w+)=/gmu)].map(([, name = '']) => name));
  }
  names.push(...[...(await read('Dockerfile')).matchAll(/(MORA_[A-Z_]+)=/gu)].map(([, name = '']) => name));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test('images are pinned, and ours may write nowhere but where they must', async () => {
  const files = ['compose.yaml', ...(await kubernetesFiles())];
  const trees = (await Promise.all(files.map(yamlOf))).flat();
  const bases = [...(await read('Dockerfile')).matchAll(/^FROM (\S+)/gmu)].map(([, image]) => image);
  for (const image of [...bases, ...valuesOf(trees, 'image')]) expect(image).toMatch(/:v?\d+(?:[.-][\w.-]+)?$/u);
  const [compose] = trees;
  expect(valuesOf(compose, 'read_only').length).toBeGreaterThanOrEqual(4);
  const contexts = valuesOf(trees, 'readOnlyRootFilesystem');
  expect(contexts).toEqual([true, true]);
  expect(valuesOf(trees, 'runAsNonRoot')).toEqual([true, true]);
  expect(valuesOf(trees, 'terminationGracePeriodSeconds')).toEqual([30, 30]);
  // Secrets come from elsewhere.
  for (const file of files)
    expect(await read(file)).not.toMatch(/(?:PASSWORD|SECRET|TOKEN|_KEY)\w*: *[\w"'](?!.*\$\{)/u);
});

test('what the image holds starts as a stranger in a folder that is not its own, is healthy, and ends on SIGTERM', async () => {
  await using app = await temporaryDirectory();
  await using data = await testDataDirectory();
  await using scratch = await temporaryDirectory();
  for (const { from, to } of copiedInto(await read('Dockerfile'))) {
    await cp(from, path.join(app.path, to), { recursive: true });
  }
  await symlink(path.resolve('node_modules'), path.join(app.path, 'node_modules'));
  // Who is not root stays who it is, and its own folder is made read-only for it.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  if (user !== undefined) {
    for (const folder of [data.path, scratch.path]) await giveAway(folder, user);
  }
  await chmod(app.path, 0o555);
  await mkdir(path.join(scratch.path, 'tmp'), { recursive: true });
  if (user !== undefined) await giveAway(scratch.path, user);

  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'start'], {
    cwd: app.path,
    env: {
      MORA_DATA_DIR: data.path,
      TMPDIR: path.join(scratch.path, 'tmp'),
      PORT: '0',
      MORA_HEALTH_PORT: '0',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  const exited = once(child, 'exit');
  try {
    let url: string | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      url = /is ready: (http\S+)$/u.exec(line)?.[1];
      if (url !== undefined) break;
    }
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    const queues: unknown = await (await fetch(`${url}queues`)).json();
    expect(queues).toMatchObject({
      agents: { 'image-to-video': { waiting: 0, running: 0, workers: 1 } },
      deliveries: { playground: { waiting: 0, running: 0 } },
      oldestWaitS: 0,
    });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
    await chmod(app.path, 0o755);
  }
});

async function giveAway(folder: string, { uid, gid }: { readonly uid: number; readonly gid: number }): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true })) await chown(path.join(folder, entry), uid, gid);
}
