import { defineConfig } from 'vitest/config';

// The built pages in Chromium: run `npm run build` before. A browser for each file, two at a time.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['a11y/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
