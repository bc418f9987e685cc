import { defineConfig } from 'vitest/config';

/** What is measured runs by itself, one after the other. */
export default defineConfig({
  test: { include: ['bench/**/*.test.ts'], testTimeout: 300_000, fileParallelism: false },
});
