// Every sheet of the board's dress, in the order in which they add to one another: the page and the gallery wear it.
import "./nhsuk.scss";
import "./tokens.css";
import "./page.css";
import "./header.css";
import "./strips.css";
import "./plain.css";
import "./lately.css";
import "./brief.css";
import "./detail.css";
import "./chart.css";
import "./organisation.css";
import "./side.css";
import "./tools.css";
import "./wall.css";
import "./print.css";
