import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentSchema, readConfig } from '../../src/core/config.ts';
import { toMoraError } from '../../src/core/errors.ts';

describe('settings', () => {
  test('all have defaults', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir: path.resolve('data') });
  });

  test('an empty variable counts as unset', () => {
    expect(readConfig({ PORT: '', REDIS_URL: '' })).toEqual(readConfig({}));
  });

  test('name agents, all or none', () => {
    expect(readConfig({ MORA_AGENTS: 'prompt, finish' }).agents).toEqual(['prompt', 'finish']);
    expect(readConfig({ MORA_AGENTS: 'none' }).agents).toEqual([]);
    expect(readConfig({}).agents).toContain('image-to-video');
  });

  test('name the arrangement, which may be missing only where nobody did', () => {
    expect(readConfig({}).arrangementFile).toEqual({ path: 'mora.config.yaml', named: false });
    expect(readConfig({ MORA_CONFIG: 'mine.yaml' }).arrangementFile).toEqual({ path: 'mine.yaml', named: true });
  });

  test('take the public address without its slash, and none with a path', () => {
    expect(readConfig({ MORA_PUBLIC_URL: 'https://mora.example/' }).publicUrl).toBe('https://mora.example');
    for (const wrong of [
      'https://a.example/mora',
      'https://a.example/?x',
      'ftp://a.example',
      'a.example',
      'http://u@a',
    ]) {
      expect(caught(() => readConfig({ MORA_PUBLIC_URL: wrong })).userMessage).toMatch(/MORA_PUBLIC_URL: must/u);
    }
  });

  test('list every problem at once and never repeat a value', () => {
    const error = caught(() => readConfig({ PORT: '99999', REDIS_URL: 'secret-value', MORA_AGENTS: 'promt' }));
    expect(error.code).toBe('configuration');
    expect(error.userMessage).toMatch(/PORT.*MORA_AGENTS.*REDIS_URL/u);
    expect(error.userMessage).not.toContain('secret-value');
  });

  test('take the token of Discord as it is, never show it, and cut the slash of an address', () => {
    const given = {
      DISCORD_TOKEN: 'ab.c-d_e',
      DISCORD_APP_ID: '123456789012345678',
      DISCORD_API_URL: 'http://a:1/api/',
    };
    expect(readConfig(given)).toMatchObject({
      discordToken: 'ab.c-d_e',
      discordAppId: '123456789012345678',
      discordApiUrl: 'http://a:1/api',
    });
    const wrong = { DISCORD_TOKEN: 'Bot secret-value', DISCORD_APP_ID: 'mora', DISCORD_API_URL: 'ftp://host' };
    const { userMessage } = caught(() => readConfig(wrong));
    expect(userMessage).toMatch(/DISCORD_TOKEN.*DISCORD_APP_ID.*DISCORD_API_URL/u);
    expect(userMessage).not.toContain('secret-value');
  });

  test('take what leads to Slack, never show it, and keep one slash at the end of an address', () => {
    const given = {
      SLACK_BOT_TOKEN: 'xoxb-1-a',
      SLACK_APP_TOKEN: 'xapp-1-b',
      SLACK_SIGNING_SECRET: 'abc123',
      SLACK_CLIENT_ID: '12.34',
      SLACK_CLIENT_SECRET: 'def456',
      SLACK_API_URL: 'http://a:1/api//',
    };
    expect(readConfig(given)).toMatchObject({
      slackBotToken: 'xoxb-1-a',
      slackAppToken: 'xapp-1-b',
      slackSigningSecret: 'abc123',
      slackClientId: '12.34',
      slackClientSecret: 'def456',
      slackApiUrl: 'http://a:1/api/',
    });
    expect(readConfig({ SLACK_API_URL: 'http://a:1/api' }).slackApiUrl).toBe('http://a:1/api/');
    const wrong = {
      SLACK_BOT_TOKEN: 'xapp-secret-value',
      SLACK_APP_TOKEN: 'xapp-secret value',
      SLACK_SIGNING_SECRET: 'secret-value!',
      SLACK_CLIENT_ID: 'secret value',
      SLACK_CLIENT_SECRET: 'secret value',
      SLACK_API_URL: 'secret-value',
    };
    const { userMessage } = caught(() => readConfig(wrong));
    for (const name of Object.keys(wrong)) expect(userMessage).toContain(`${name}: must`);
    expect(userMessage).toContain('SLACK_BOT_TOKEN: must begin with xoxb-');
    expect(userMessage).not.toMatch(/secret.value/u);
  });

  test('keep artifacts in a bucket where all that it takes is there', () => {
    expect(readConfig({}).s3).toBeUndefined();
    expect(readConfig({ S3_BUCKET: 'mora', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'hidden' }).s3).toEqual({
      bucket: 'mora',
      region: 'us-east-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'hidden' },
    });
    expect(caught(() => readConfig({ S3_ENDPOINT: 'http://localhost:9000' })).userMessage).toContain('S3_BUCKET');
    const half = caught(() => readConfig({ S3_BUCKET: 'mora', S3_SECRET_ACCESS_KEY: 'hidden' }));
    expect(half).toMatchObject({ code: 'configuration' });
    expect(half.userMessage).toContain('S3_ACCESS_KEY_ID is missing');
    expect(half.userMessage).not.toContain('hidden');
  });

  test('.env.example documents exactly the names that are read', async () => {
    const example = await readFile('.env.example', 'utf8');
    const documented = [...example.matchAll(/^#([A-Z0-9_]+)=/gmu)].map((match) => match[1] ?? '');
    expect(documented.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  test('.env.example names the defaults', async () => {
    const example = await readFile('.env.example', 'utf8');
    for (const name of ['PORT', 'HOST', 'MORA_DATA_DIR', 'MORA_CONFIG', 'MORA_AGENTS', 'LOG_LEVEL'] as const) {
      const value = new RegExp(`^#${name}=(.*)$`, 'mu').exec(example)?.[1];
      expect(readConfig({ [name]: value })).toEqual(readConfig({}));
    }
  });
});

function caught(action: () => unknown): ReturnType<typeof toMoraError> {
  try {
    action();
  } catch (error) {
    return toMoraError(error);
  }
  throw new Error('nothing was thrown');
}
