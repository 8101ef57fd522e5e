const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Makes ids as Discord does (https://discord.com/developers/docs/reference#snowflakes): in order, none twice. */
export function createSnowflakes(nowMs: () => number): () => string {
  let last = 0n;
  return () => {
    const now = snowflakeAt(nowMs());
    last = now > last ? now : last + 1n;
    return String(last);
  };
}

/** The first id of a millisecond. */
export function snowflakeAt(timeMs: number): bigint {
  return (BigInt(Math.floor(timeMs)) - DISCORD_EPOCH_MS) << 22n;
}
