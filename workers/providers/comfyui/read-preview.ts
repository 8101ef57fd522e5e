import { z } from 'zod';

/** A picture of a run that is under way. */
export interface Preview {
  /** A JPEG or a PNG. */
  readonly bytes: Uint8Array;
  /** Whose it is; older servers do not say, then it is the run that they tell of. */
  readonly runId?: string;
}

/** Kinds of binary messages, from `protocol.py` of ComfyUI. */
const plainKind = 1;
const describedKind = 4;
const headerBytes = 8;
/** Previews are at most 512 pixels long by default. */
const maxBytes = 8 * 1024 * 1024;

const detailsSchema = z.object({ prompt_id: z.string().optional() });

/**
 * Reads a binary message: the kind as 4 bytes, then for a plain preview 4 bytes of format and the picture, for a described
 * one 4 bytes with the length of a JSON text, the text, and the picture. Undefined for everything else.
 */
export function readPreview(message: ArrayBuffer): Preview | undefined {
  if (message.byteLength <= headerBytes || message.byteLength > maxBytes) return undefined;
  const view = new DataView(message);
  const kind = view.getUint32(0);
  if (kind === plainKind) return { bytes: new Uint8Array(message, headerBytes) };
  if (kind !== describedKind) return undefined;
  const start = headerBytes + view.getUint32(4);
  if (start >= message.byteLength) return undefined;
  const details = readDetails(new Uint8Array(message, headerBytes, start - headerBytes));
  const runId = details?.prompt_id;
  return { bytes: new Uint8Array(message, start), ...(runId === undefined ? {} : { runId }) };
}

function readDetails(bytes: Uint8Array): z.infer<typeof detailsSchema> | undefined {
  try {
    return detailsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
