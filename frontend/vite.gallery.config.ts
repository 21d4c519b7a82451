// The gallery of strip states, for development and its test: `npx vite --config vite.gallery.config.ts`. Never shipped.
import { defineConfig, mergeConfig } from "vite";
import board from "./vite.config";

export default mergeConfig(
  board,
  defineConfig({
    root: "dev",
    base: "./",
    build: {
      outDir: "../../.surgeline/gallery",
      rollupOptions: { input: "dev/gallery.html" },
    },
    server: { open: "/gallery.html" },
  }),
);
