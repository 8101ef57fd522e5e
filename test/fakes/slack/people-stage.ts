import { createServer } from 'node:http';
import { createClock } from '../discord/clock.ts';
import type { FakeWorldPort, PortChannel, PortTeam, PortView, PortViewAnswer } from './people-port.ts';
import { createAppSide, type AppSide, type AppSideLimits } from './people-server.ts';
import { timestampOf } from './payloads.ts';

/** The smallest world that people can act in: one workspace, one channel, one person. */
export interface Stage extends AppSide, AsyncDisposable {
  /** For `clientOptions.slackApiUrl`: only auth.test and apps.connections.open are there. */
  readonly apiUrl: string;
  readonly signingSecret: string;
  readonly team: PortTeam;
  readonly userId: string;
  readonly channelId: string;
  readonly directId: string;
  /** Puts a message of the app into the channel. */
  put(message: Readonly<Record<string, unknown>>): string;
  /** Opens this view for the person. */
  show(view: Readonly<Record<string, unknown>> & { readonly type: string; readonly blocks: readonly unknown[] }): void;
  /** Adds a file of the person. */
  addFile(file: Readonly<Record<string, unknown>> & { readonly id: string }): void;
  /** What the views were answered with, oldest first. */
  readonly viewAnswers: readonly PortViewAnswer[];
  /** What the commands were answered with, oldest first. */
  readonly commandAnswers: readonly Readonly<Record<string, unknown>>[];
}

/** Starts it on loopback; `org` makes the app an install of a whole organization. */
export async function startStage(o: { limits?: Partial<AppSideLimits>; org?: boolean } = {}): Promise<Stage> {
  const clock = createClock();
  const userId = 'U0ADA';
  const signingSecret = 'fake-signing-secret';
  const team: PortTeam = {
    id: 'T0WORK',
    name: 'Work',
    domain: 'work',
    isEnterpriseInstall: o.org === true,
    ...(o.org === true ? { enterpriseId: 'E0ORG' } : {}),
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    installed: true,
  };
  const channels = new Map<string, PortChannel>([
    ['C0VIDEO', { id: 'C0VIDEO', teamId: team.id, name: 'videos', kind: 'public', botIsMember: true }],
    ['D0ADA', { id: 'D0ADA', teamId: team.id, name: 'ada', kind: 'direct', botIsMember: true }],
  ]);
  const messages = new Map<string, Readonly<Record<string, unknown>>>();
  const files = new Map<string, Readonly<Record<string, unknown>>>();
  const viewAnswers: PortViewAnswer[] = [];
  const commandAnswers: Readonly<Record<string, unknown>>[] = [];
  const views = new Map<string, PortView>();
  let count = 0;
  let origin = '';
  const next = (): number => (count += 1);

  const world: FakeWorldPort = {
    appId: 'A0MORA',
    nowMs: clock.nowMs,
    team: () => team,
    user: (id) => ({ id, teamId: team.id, name: 'ada' }),
    channel: (id) => known(channels.get(id), id),
    directChannel: () => ({ id: 'D0ADA' }),
    message: (channelId, ts) => messages.get(`${channelId}/${ts}`),
    file: (id) => known(files.get(id), id),
    say(message) {
      const ts = timestampOf(clock.nowMs(), next());
      const { channelId, userId: user, text, threadTs, files: shared } = message;
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const attached = shared === undefined ? {} : { files: shared.map(({ id }) => world.file(id)) };
      messages.set(`${channelId}/${ts}`, { type: 'message', ts, user, text, ...thread, ...attached });
      return { ts };
    },
    react: () => true,
    openTrigger: () => `trigger-${next()}`,
    openResponseUrl: () => `${origin}/response/${next()}`,
    answerCommand: ({ body }) => commandAnswers.push(body),
    home: () => views.get('home'),
    modal: () => views.get('modal'),
    answerView: (answer) => viewAnswers.push(answer),
    uninstall: () => {},
  };

  const server = createServer((request, response) => {
    const answer =
      request.url === '/api/apps.connections.open'
        ? side.socket.open()
        : { ok: true, user_id: team.botUserId, bot_id: team.botId, team_id: team.id };
    request.resume();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  // A busy machine may be late; what tests say of lateness sets its own time.
  const limits = { ackTimeoutMs: 60_000, ...o.limits };
  const side = createAppSide({ server, world, signingSecret, origin: () => origin, limits });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  origin = `http://127.0.0.1:${address.port}`;

  return {
    ...side,
    apiUrl: `${origin}/api/`,
    signingSecret,
    team,
    userId,
    channelId: 'C0VIDEO',
    directId: 'D0ADA',
    viewAnswers,
    commandAnswers,
    put(message) {
      const ts = timestampOf(clock.nowMs(), next());
      messages.set(`C0VIDEO/${ts}`, { type: 'message', ts, bot_id: team.botId, ...message });
      return ts;
    },
    show: (view) => views.set(view.type, { ...view, id: `V${next()}` }),
    addFile: (file) => files.set(file.id, file),
    async [Symbol.asyncDispose]() {
      await side.close();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function known<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`There is no ${id}`);
  return value;
}
