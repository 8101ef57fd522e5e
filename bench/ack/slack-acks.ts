import { startFakeSlack } from '../../test/fakes/slack/fake-slack.ts';
import { startBot } from '../support/bot-process.ts';
import type { AckPlatform } from './scene.ts';

/** Slack takes one message a second in a channel, and so many calls a minute in a workspace: these are not measured. */
const workspaces = 20;
const channelsEach = 5;

export const slackAcks: AckPlatform = {
  name: 'slack',
  label: 'Slack',
  bareLabel: 'Bolt app that only acknowledges',
  seesCards: true,
  async open() {
    const cardsAtMs = new Map<number, number>();
    const slack = await startFakeSlack({
      onCall({ method, body }) {
        if (method !== 'chat.postMessage') return;
        const atMs = performance.now();
        const asked = /\bjourney (\d+)/u.exec(JSON.stringify(body))?.[1];
        if (asked !== undefined && !cardsAtMs.has(Number(asked))) cardsAtMs.set(Number(asked), atMs);
      },
    });
    const teams = Array.from({ length: workspaces }, () => {
      const team = slack.addTeam();
      return { ...team, userId: slack.addUser({ teamId: team.id }).id };
    });
    const rounds = Array.from({ length: channelsEach }, () => teams);
    const seats = rounds.flat().map(({ id: teamId, userId }) => {
      return { teamId, userId, channelId: slack.addChannel({ teamId }).id };
    });
    const { apiUrl, appToken } = slack;
    const installed = teams.map(({ id, botToken, botUserId, botId }) => ({ teamId: id, botToken, botUserId, botId }));
    return {
      cardsAtMs,
      places: seats.map(({ teamId, channelId }) => ({ space: teamId, channel: channelId })),
      startBot: (name) => startBot(`slack-${name}`, { apiUrl, appToken, workspaces: installed }),
      async ask(index, wish) {
        const seat = seats[index % seats.length];
        if (seat === undefined) throw new Error('There is no seat');
        const text = wish === 't2v' ? `t2v a paper boat on a rainy street, journey ${index}` : wish;
        await slack.people.slash({ ...seat, text }).ack();
      },
      refused: () => slack.requests.filter(({ status }) => status === 429).length,
      [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
    };
  },
};
