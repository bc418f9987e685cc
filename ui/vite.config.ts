import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Relative addresses: the same pages work from the program and from a plain server.
  base: './',
  // The preview draws with the public site's own styles, which lie beside the portal.
  server: { fs: { allow: ['..'] } },
  build: { target: 'safari16', assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  resolve: mode === 'test' ? { conditions: ['browser'] } : undefined,
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], css: { include: [/site\.css/] } },
}));
