import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What the log of a process of its own holds after some lines of code with its `logger`. */
function logged(code: string): string {
  const script = `import { createLogger } from './src/core/log.ts'; const logger = createLogger('info'); ${code}`;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  return spawnSync(process.execPath, flags, { encoding: 'utf8' }).stderr;
}

test('an error is told by what it is and where it comes from, never by what an SDK hung on it', () => {
  const log = logged(`
    const cause = Object.assign(new Error('refused'), {
      code: 50013, status: 403, url: 'https://discord.test/webhooks/1/a-secret-token',
      requestBody: { json: { content: 'words of a person' }, files: [{ data: Buffer.from('a whole video') }] },
    });
    logger.warn({ err: new Error('not posted', { cause }), taskId: 'task-1' }, 'place-refused');
  `);
  const line: unknown = JSON.parse(log);
  expect(line).toMatchObject({
    taskId: 'task-1',
    msg: 'place-refused',
    err: { type: 'Error', message: 'not posted', cause: { message: 'refused', code: 50013, status: 403 } },
  });
  for (const hidden of ['words of a person', 'secret', 'requestBody', 'data']) expect(log).not.toContain(hidden);
});

test('a statement that failed is told without what it was to write', () => {
  const log = logged(`
    const { DrizzleQueryError } = await import('drizzle-orm');
    const { toMoraError } = await import('./src/core/errors.ts');
    const away = Object.assign(new Error('Connection terminated'), { code: 'ECONNREFUSED' });
    const broken = new Error('there is no such table');
    for (const cause of [away, broken]) {
      const failed = new DrizzleQueryError('insert into tasks values ($1)', ['words of a person\\nand more'], cause);
      logger.error({ err: failed }, 'request-failed');
      logger.error({ err: toMoraError(failed) }, 'request-failed');
    }
  `);
  expect(log.trim().split('\n')).toHaveLength(4);
  expect(log).toContain('insert into tasks');
  expect(log).toContain('there is no such table');
  expect(log).not.toMatch(/words of a person|and more/u);
});

test('what is thrown and is no error is told where it is plain, and left out where it is not', () => {
  expect(logged(`logger.warn({ err: 'a word' }, 'odd');`)).toContain('"err":"a word"');
  expect(logged(`logger.warn({ err: { prompt: 'words of a person' } }, 'odd');`)).not.toContain('words of a person');
});

test('secrets and words under their usual names are hidden', () => {
  const log = logged(`logger.info({ token: 'abc', deep: { prompt: 'words of a person' } }, 'told');`);
  expect(log).toContain('[hidden]');
  expect(log).not.toMatch(/abc|words of a person/u);
});
