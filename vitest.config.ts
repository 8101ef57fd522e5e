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
    // Two cores, and many suites start processes of their own.
    maxWorkers: 2,
  },
});
