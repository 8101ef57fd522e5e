/** A right that the app asks a workspace for. */
export interface NeededScope {
  readonly name: string;
  /** What does not work without it. */
  readonly why: string;
}

/** All that the bot needs in a workspace, and nothing that manages one: https://docs.slack.dev/reference/scopes */
export const neededScopes: readonly NeededScope[] = [
  { name: 'commands', why: 'to take /mora and shortcuts' },
  { name: 'chat:write', why: 'to answer' },
  { name: 'chat:write.public', why: 'to answer in public channels that it was not invited to' },
  { name: 'app_mentions:read', why: 'to hear when somebody mentions it' },
  { name: 'files:read', why: 'to fetch the pictures and videos that people send' },
  { name: 'files:write', why: 'to send videos' },
  { name: 'channels:history', why: 'to see what a mention in a thread is about, and to never post a video twice' },
  { name: 'groups:history', why: 'to do the same in private channels' },
  { name: 'im:history', why: 'to take direct messages' },
  { name: 'mpim:history', why: 'to do the same in group messages' },
  { name: 'reactions:read', why: 'to count stars in the gallery' },
  { name: 'reactions:write', why: 'to say by a reaction that it saw a message' },
  { name: 'users:read', why: 'to know the language that people have chosen, and who manages the workspace' },
  { name: 'channels:read', why: 'to look at the channel of the gallery' },
  { name: 'groups:read', why: 'to look at it where it is private' },
  { name: 'im:write', why: 'to send a video directly where its channel is gone' },
  { name: 'channels:join', why: 'to join a public channel where a video has to go' },
  { name: 'usergroups:read', why: 'to let only the members of a user group ask for videos, where that is set' },
];

/** The names of all of them. */
export const scopeNames: readonly string[] = neededScopes.map(({ name }) => name);

/** The ones that a token does not have. */
export function missingScopes(granted: readonly string[]): readonly NeededScope[] {
  return neededScopes.filter(({ name }) => !granted.includes(name));
}
