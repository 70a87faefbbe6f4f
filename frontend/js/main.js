import "./copy.js";
import "./counter.js";
import "./draft.js";
import "./drop.js";
import "./keys.js";
import "./look.js";
import "./print.js";
import "./requests.js";
import "./submit.js";
import "./tick.js";
import "./toast.js";

document.documentElement.classList.add("js");
