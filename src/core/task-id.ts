import { z } from 'zod';

export const taskIdSchema = z.string().regex(/^task-[a-z0-9]{16,40}$/u);
export type TaskId = z.infer<typeof taskIdSchema>;
