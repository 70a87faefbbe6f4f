import { each } from "./each.js";

// Characters as people count them: an emoji is one, and so is a line break.
const length = (text) => [...text].length;

each("textarea[data-count]", (area) => {
  const most = Number(area.dataset.count);
  const line = document.createElement("div");
  line.className = "counter";
  area.after(line);
  const show = () => {
    const now = length(area.value);
    line.textContent = `${now.toLocaleString("en")} / ${most.toLocaleString("en")}`;
    line.classList.toggle("over", now > most);
  };
  area.addEventListener("input", show);
  show();
});
