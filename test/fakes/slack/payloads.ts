import type { FakeWorldPort, PortChannel, PortTeam, PortUser } from './people-port.ts';

// The parts that payloads of Slack share: https://docs.slack.dev/reference/interaction-payloads/

/** What Slack calls the verification token: no proof of anything, and apps must not use it. */
export const VERIFICATION_TOKEN = 'fake-verification-token';

/** Part of every interaction: whose app, which workspace, which organization. */
export function interactionFrame(world: FakeWorldPort, team: PortTeam) {
  return {
    api_app_id: world.appId,
    token: VERIFICATION_TOKEN,
    // Installed for a whole organization, the app is told no workspace but that of the person.
    team: team.isEnterpriseInstall ? null : { id: team.id, domain: team.domain, ...orgOfTeam(team) },
    enterprise: enterpriseOf(team),
    is_enterprise_install: team.isEnterpriseInstall,
  };
}

/** The organization of a workspace; null where there is none. */
export function enterpriseOf(team: PortTeam): { id: string; name: string } | null {
  return team.enterpriseId === undefined ? null : { id: team.enterpriseId, name: `Org of ${team.name}` };
}

/** Who did it. */
export function userShape(user: PortUser) {
  return { id: user.id, username: user.name, name: user.name, team_id: user.teamId };
}

/** Where it was done; direct messages have no name of their own. */
export function channelShape(channel: PortChannel): { id: string; name: string } {
  return { id: channel.id, name: channelName(channel) };
}

/** As slash commands name a channel. */
export function channelName(channel: PortChannel): string {
  if (channel.kind === 'direct') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** https://docs.slack.dev/apis/events-api/#events-JSON */
export function eventEnvelope(
  world: FakeWorldPort,
  o: { team: PortTeam; eventId: string; event: Readonly<Record<string, unknown>> },
) {
  const { team } = o;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    ...(team.enterpriseId === undefined ? {} : { enterprise_id: team.enterpriseId }),
    context_team_id: team.id,
    context_enterprise_id: team.enterpriseId ?? null,
    api_app_id: world.appId,
    event: o.event,
    type: 'event_callback',
    event_id: o.eventId,
    event_time: Math.floor(world.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: team.enterpriseId ?? null,
        // An install for the whole organization is not one of a workspace.
        team_id: team.isEnterpriseInstall ? null : team.id,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: team.isEnterpriseInstall,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${o.eventId}`,
  };
}

/** Seconds with six decimals, as Slack writes moments; `sequence` tells two in one millisecond apart. */
export function timestampOf(nowMs: number, sequence = 0): string {
  const micros = String((nowMs % 1000) * 1000 + (sequence % 1000)).padStart(6, '0');
  return `${Math.floor(nowMs / 1000)}.${micros}`;
}

function orgOfTeam(team: PortTeam): object {
  const enterprise = enterpriseOf(team);
  return enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
}
