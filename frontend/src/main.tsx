// Puts the board on the page.
import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/nhsuk.scss";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/header.css";
import "./styles/strips.css";
import "./styles/plain.css";
import "./styles/lately.css";
import "./styles/brief.css";
import "./styles/detail.css";
import "./styles/chart.css";
import "./styles/organisation.css";
import "./styles/side.css";
import "./styles/tools.css";
import "./styles/wall.css";
import "./styles/print.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
