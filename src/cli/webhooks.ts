import type { Config } from '../core/config.ts';
import type { Logger } from '../core/log.ts';
import type { TaskQueue } from '../core/queue/task-queue.ts';
import { taskIdSchema } from '../core/task-id.ts';
import type { WebServer } from '../bots/web-server.ts';

/** What webhooks are mounted with. */
interface WebhookParts {
  readonly app: WebServer['app'];
  readonly queue: Pick<TaskQueue, 'poke'>;
  readonly config: Config;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly logger: Logger;
}

/** Takes in what vendors tell of their own accord: whoever waits for that generation looks at once. */
export async function mountWebhooks({ app, queue, config, settings, logger }: WebhookParts): Promise<void> {
  if (config.publicUrl === undefined || config.replicateApiToken === undefined) return;
  const { replicateWebhooks } = await import('../../workers/providers/replicate/webhooks.ts');
  const webhooks = replicateWebhooks({ config, logger, settings });
  if (webhooks === undefined) return;
  app.post(webhooks.path, async (context) => {
    const { response, mark } = await webhooks.handle(context.req.raw, context.req.param('mark'));
    const taskId = taskIdSchema.safeParse(mark?.split('-').slice(0, 2).join('-'));
    // A lost hint costs a few seconds: the generation is asked for anyway.
    if (taskId.success) {
      await queue
        .poke(taskId.data)
        .catch((error: unknown) => logger.warn({ err: error }, 'a webhook was not passed on'));
    }
    return response;
  });
}
