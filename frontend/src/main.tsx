// Puts the board on the page.
import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/all";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
