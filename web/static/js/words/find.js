// Leaves in the index the words that have what is typed in their name, or else in what they mean.

const frame = document.querySelector("[data-find]");
const field = frame.querySelector("[data-find-text]");
const words = [...document.querySelectorAll("[data-word]")];
const named = (word) => word.textContent.toLowerCase();
const whole = (word) => word.dataset.word.toLowerCase();

field.addEventListener("input", () => {
  const sought = field.value.trim().toLowerCase();
  const part = words.some((word) => named(word).includes(sought)) ? named : whole;
  for (const word of words) word.hidden = !part(word).includes(sought);
  const left = words.filter((word) => !word.hidden);
  frame.querySelector("[data-find-said]").textContent = left.length === 0 ? "No word is like that." : "";
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") words.find((word) => !word.hidden)?.querySelector("a").click();
});

frame.hidden = false;
