/** A workspace, as payloads need it. */
export interface PortTeam {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The organization that it belongs to. */
  readonly enterpriseId?: string;
  /** The app is installed for the whole organization. */
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  readonly botId: string;
  /** False where it never was, or was taken away. */
  readonly installed: boolean;
}

/** A person. */
export interface PortUser {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
}

/** Where messages stand. */
export interface PortChannel {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly botIsMember: boolean;
}

/** A view as Slack gives it in payloads and answers: `id`, `hash`, `type`, `blocks`, `private_metadata` …, without `state`. */
export type PortView = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly type: string;
  readonly blocks: readonly unknown[];
};

/** A response to a form that changes what is open. */
export interface PortViewAnswer {
  readonly teamId: string;
  readonly userId: string;
  /** The form that was submitted. */
  readonly viewId: string;
  /** `close`: only this one; `clear`: all that are open. */
  readonly action: 'close' | 'clear' | 'update' | 'push';
  /** Of update and push; the world checks it as views.update and views.push do, and throws what they refuse. */
  readonly view?: unknown;
}

/** What the acts of people need of the world. Methods throw an Error where an id is unknown. */
export interface FakeWorldPort {
  readonly appId: string;
  /** On the server's clock. */
  nowMs(): number;
  team(teamId: string): PortTeam;
  user(userId: string): PortUser;
  channel(channelId: string): PortChannel;
  directChannel(teamId: string, userId: string): { readonly id: string };
  /**
   * As conversations.history gives it: blocks with their ids, files, reactions, metadata.
   * What only one person sees is found too, with `is_ephemeral: true`.
   */
  message(channelId: string, ts: string): Readonly<Record<string, unknown>> | undefined;
  /** A file object as Slack gives it to the app. */
  readonly file: (fileId: string) => Readonly<Record<string, unknown>>;
  /** Puts a message of a person there. */
  say(o: {
    teamId: string;
    channelId: string;
    userId: string;
    text: string;
    threadTs?: string;
    files?: readonly { readonly id: string }[];
  }): { readonly ts: string };
  /** False where that changes nothing. */
  react(o: { channelId: string; ts: string; userId: string; reaction: string; remove: boolean }): boolean;
  /** A trigger id that opens one view within 3 s. */
  openTrigger(o: { teamId: string; userId: string }): string;
  /** An address for answers; `messageTs` is the message that `replace_original` replaces. */
  openResponseUrl(o: { teamId: string; channelId: string; userId: string; messageTs?: string }): string;
  /** Shows what a slash command was acknowledged with, as a post to its response URL does. */
  answerCommand(o: { responseUrl: string; body: Readonly<Record<string, unknown>> }): void;
  home(teamId: string, userId: string): PortView | undefined;
  /** The modal on top. */
  modal(teamId: string, userId: string): PortView | undefined;
  answerView(o: PortViewAnswer): void;
  /** The app is gone from the workspace: its token is worth nothing. */
  uninstall(teamId: string): void;
}
