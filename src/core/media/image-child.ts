import { allowOnlyPictures, takeImage } from './image-intake.ts';
import { takeImageInputSchema } from './image-intake-contract.ts';
import { mediaLimits } from './media-limits.ts';
import { serveChild } from './serve-child.ts';

allowOnlyPictures();
serveChild(
  { 'take-image': async (input) => ({ ...(await takeImage(takeImageInputSchema.parse(input))) }) },
  { maxMegabytes: mediaLimits.image.maxMegabytes },
);
