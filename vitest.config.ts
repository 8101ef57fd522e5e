import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Against hangs only: a busy machine may take many times what a quiet one does.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // On two cores: much of the time a suite waits, for its own processes or for the clock.
    maxWorkers: 4,
  },
});
