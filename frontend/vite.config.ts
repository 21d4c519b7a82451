// Builds the board into the service's package; the dev server passes the API on to a running service.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const service = process.env.SURGELINE_URL ?? "http://127.0.0.1:8600";

export default defineConfig({
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../app/web",
    emptyOutDir: true,
    assetsInlineLimit: 0, // a data: address would need its own line in the Content-Security-Policy
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  css: {
    preprocessorOptions: { scss: { quietDeps: true } },
    lightningcss: { errorRecovery: true }, // nhsuk-frontend's print rules carry an old media-query hack
  },
  server: { proxy: { "/api": { target: service, ws: true }, "/health": service } },
});
