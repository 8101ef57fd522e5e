import { moraPipelines, type Pipelines } from '../core/pipeline/pipelines.ts';
import type { TaskKind } from '../core/task.ts';
import { cancel } from './cancel.ts';
import { castsOf } from './casts.ts';
import { connectCommand } from './connect.ts';
import { crew } from './crew.ts';
import type { Command } from './define-command.ts';
import { editCommand } from './edit.ts';
import { extendCommand } from './extend.ts';
import { galleryOff, gallerySet, galleryTop } from './gallery.ts';
import { helpFor } from './help.ts';
import { history } from './history.ts';
import { i2vCommand } from './i2v.ts';
import type { KindIdentity } from './kind-identity.ts';
import { models } from './models.ts';
import { queue } from './queue.ts';
import { settingsAllow, settingsForbid, settingsModel, settingsPrice, settingsShow } from './settings.ts';
import { simulateCommand } from './simulate.ts';
import { status } from './status.ts';
import { t2vCommand } from './t2v.ts';

const kindCommands: Readonly<Record<TaskKind, (given?: Partial<KindIdentity>) => Command>> = {
  t2v: t2vCommand,
  i2v: i2vCommand,
  extend: extendCommand,
  edit: editCommand,
  connect: connectCommand,
  simulate: simulateCommand,
};

const others: readonly Command[] = [
  status,
  queue,
  cancel,
  history,
  gallerySet,
  galleryTop,
  galleryOff,
  settingsShow,
  settingsAllow,
  settingsForbid,
  settingsModel,
  settingsPrice,
  crew,
  models,
];

/** Names that an operator's own kind may not take. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...others.map(({ name }) => name.split(' ')[0] ?? name),
  'help',
]);

/** Every command, in the order in which help lists them: the six kinds, the operator's own, and the rest. */
export function commandsFor(pipelines: Pipelines): readonly Command[] {
  const own = Object.entries(pipelines)
    .filter(([name]) => !Object.hasOwn(kindCommands, name))
    .map(([name, pipeline]) =>
      kindCommands[pipeline.takes]({
        name,
        description: pipeline.description ?? `The studio's own kind of ${pipeline.takes}`,
        example: `/mora ${name}`,
        pipeline: name,
        casts: castsOf(pipeline),
      }),
    );
  const makers = Object.entries(kindCommands).map(([name, command]) => {
    // The operator may have given a kind other stages.
    const pipeline = pipelines[name];
    return command(pipeline === undefined ? {} : { casts: castsOf(pipeline) });
  });
  const withoutHelp = [...makers, ...own, ...others];
  return [...withoutHelp, helpFor(withoutHelp)];
}

/** The commands of a studio that nobody arranged. */
export const commands: readonly Command[] = commandsFor(moraPipelines);
