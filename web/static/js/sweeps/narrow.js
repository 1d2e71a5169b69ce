// The stretches of a sweep's axes as numbers that are typed: what dragging does, for the keyboard.

export class Narrow {
  #root;
  #selection;
  #fields = new Map();

  constructor(root, selection) {
    this.#root = root;
    this.#selection = selection;
  }

  /** Makes a field for each axis; those that are there already stay, so that nobody is thrown out of one. */
  show(axes) {
    if ([...axes.keys()].join() !== [...this.#fields.keys()].join()) {
      this.#fields = new Map([...axes.values()].map((axis) => [axis.id, axis.categories ? this.#choice(axis) : this.#numbers(axis)]));
      this.#root.replaceChildren(...[...this.#fields.values()].map((field) => field.box));
    }
    this.update();
  }

  /** Shows the stretches as they are. */
  update() {
    for (const [id, field] of this.#fields) field.put(this.#selection.brushes.get(id) ?? null);
  }

  #numbers(axis) {
    const box = fieldset(axis.title);
    const [low, high] = ["from", "to"].map((word) => input(axis, word));
    box.append(low, high);
    box.addEventListener("change", () => {
      const stretch = [low.value === "" ? -Infinity : Number(low.value), high.value === "" ? Infinity : Number(high.value)];
      this.#selection.brush({ [axis.id]: low.value === "" && high.value === "" ? null : ends(stretch, axis) });
    });
    const put = (stretch) => {
      low.value = stretch ? short(stretch[0]) : "";
      high.value = stretch ? short(stretch[1]) : "";
    };
    return { box, put };
  }

  #choice(axis) {
    const box = fieldset(axis.title);
    const select = document.createElement("select");
    select.setAttribute("aria-label", axis.title);
    select.append(new Option("any", ""), ...axis.categories.map(({ text }, i) => new Option(text, i)), new Option("several", "several"));
    select.lastElementChild.disabled = true;
    box.append(select);
    select.addEventListener("change", () => {
      const i = Number(select.value);
      this.#selection.brush({ [axis.id]: select.value === "" ? null : [i - 0.5, i + 0.5] });
    });
    const put = (stretch) => {
      const inside = axis.categories.map((_, i) => i).filter((i) => stretch && i >= stretch[0] && i <= stretch[1]);
      select.value = !stretch ? "" : inside.length === 1 ? String(inside[0]) : "several";
    };
    return { box, put };
  }
}

/** An end that is left open is the axis' own. */
function ends([low, high], axis) {
  return [Number.isFinite(low) ? low : axis.whole[0], Number.isFinite(high) ? high : axis.whole[1]];
}

function short(value) {
  return String(Number(value.toPrecision(4)));
}

function fieldset(title) {
  const box = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = title;
  box.append(legend);
  return box;
}

function input(axis, word) {
  const made = document.createElement("input");
  made.type = "number";
  made.step = "any";
  made.placeholder = word;
  made.setAttribute("aria-label", `${axis.title}, ${word}`);
  return made;
}
