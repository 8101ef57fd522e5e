import { z } from 'zod';

/** Lower-case letters, digits and dashes; names a file and an S3 key, so nothing else may ever pass. */
export const artifactIdSchema = z.string().regex(/^[a-z][a-z0-9-]{3,120}$/u);
export type ArtifactId = z.infer<typeof artifactIdSchema>;

/** What an artifact can be. `application/json` keeps results of stages and operations at providers. */
export const mediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'video/mp4', 'application/json'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** An image or video (or a small record) that is kept by its id. It is written once and never changes. */
export const artifactSchema = z.object({
  id: artifactIdSchema,
  mediaType: z.enum(mediaTypes),
  sizeBytes: z.number().int().nonnegative(),
  /** Lower-case hexadecimal digest of the bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
export type Artifact = z.infer<typeof artifactSchema>;
