// Suggests tags for a field that holds several: each suggestion keeps what stands before the tag that is being typed.

export function startTags() {
  const field = document.querySelector("[data-tags]");
  if (!field) return;
  const options = [...field.list.options];
  const names = options.map((option) => option.value);
  field.addEventListener("input", () => {
    const before = field.value.match(/^.*[\s,]|/)[0];
    const there = new Set(before.split(/[\s,]+/));
    options.forEach((option, i) => {
      option.value = before + names[i];
      option.disabled = there.has(names[i]);
    });
  });
}
