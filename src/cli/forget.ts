import { forgetWorkspace } from '../bots/slack/workspaces/forget-workspace.ts';
import type { Config } from '../core/config.ts';
import { MoraError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { openHouse } from './house.ts';

const usage =
  'Use it as: forget PLATFORM SPACE [--yes], such as: forget slack T0123ABCD. A space is the id of a Slack workspace or of a Discord server.';

const platforms: ReadonlySet<string> = new Set(['discord', 'slack']);

/**
 * `mora forget PLATFORM SPACE [--yes]`: removes all that is kept of a workspace or server. Without `--yes` it only says
 * how much that is. Throws `bad-input`, and `data-directory-in-use` while the studio runs on the embedded database.
 */
export async function forget(
  args: readonly string[],
  config: Config,
  logger: Logger,
  print: (line: string) => void,
): Promise<void> {
  const sure = args.includes('--yes');
  const [platform, space, ...more] = args.filter((arg) => arg !== '--yes');
  if (platform === undefined || space === undefined || more.length > 0 || !platforms.has(platform)) {
    throw new MoraError('bad-input', usage);
  }
  const house = await openHouse(config, logger);
  try {
    const { studio, database } = house;
    const where = `${platform} ${space}`;
    if (!sure) {
      const { tasks, clips } = await database.eraser.count({ platform, space });
      print(`There are ${tasks} tasks and ${clips} videos of ${where}, with what people wrote and sent for them.`);
      print(`To remove them for good, with its gallery and settings: npm run mora -- forget ${where} --yes`);
      return;
    }
    const { tasks, clips } = await studio.forgetSpace({ platform, space });
    if (platform === 'slack') await forgetWorkspace(database.collection, space);
    print(`Removed ${tasks} tasks and ${clips} videos of ${where}, with its gallery and settings.`);
  } finally {
    await house.close();
  }
}
