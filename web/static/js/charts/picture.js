// A chart as a picture for a report: its title above it and its key below, on the colour of the page.

const FONT = 13; // pixels
const ROW = 20;
const SAMPLE = 30; // how long a line of the key is
const GAP = 14;

/**
 * @param {HTMLCanvasElement} canvas the chart
 * @param {{title: string, key: {label: string, colour: string, dash: number[]}[], notes: string[], background: string,
 *     ink: string, font: string}} around what stands around it; notes are sentences below the key
 * @param {string} name of the file
 */
export function savePicture(canvas, { title, key, notes, background, ink, font }, name) {
  const pen = document.createElement("canvas").getContext("2d");
  const scale = canvas.width / canvas.clientWidth;
  const width = canvas.clientWidth + 2 * GAP;
  pen.font = `${FONT}px ${font}`;
  const places = flow(key.map(({ label }) => SAMPLE + 6 + pen.measureText(label).width + GAP), width - 2 * GAP);
  const head = ROW + GAP;
  const keyEnd = GAP + ROW * (1 + Math.max(0, ...places.map(({ row }) => row)));
  const lines = notes.flatMap((note) => wrapped(pen, note, width - 2 * GAP));
  const foot = keyEnd + ROW * lines.length;
  const height = head + canvas.clientHeight + foot;
  Object.assign(pen.canvas, { width: width * scale, height: height * scale });
  pen.scale(scale, scale);
  pen.fillStyle = background;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(canvas, GAP, head, canvas.clientWidth, canvas.clientHeight);
  pen.fillStyle = ink;
  pen.textBaseline = "middle";
  pen.font = `600 ${FONT + 1}px ${font}`;
  pen.fillText(title, GAP, GAP + FONT / 2);
  pen.font = `${FONT}px ${font}`;
  pen.lineWidth = 2;
  key.forEach(({ label, colour, dash }, i) => {
    const x = GAP + places[i].x;
    const y = head + canvas.clientHeight + GAP + ROW * places[i].row;
    pen.strokeStyle = colour;
    pen.setLineDash(dash);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + SAMPLE, y);
    pen.stroke();
    pen.fillText(label, x + SAMPLE + 6, y);
  });
  lines.forEach((line, i) => pen.fillText(line, GAP, head + canvas.clientHeight + keyEnd + ROW * i));
  const link = document.createElement("a");
  link.href = pen.canvas.toDataURL("image/png");
  link.download = name;
  link.click();
}

/** Where things of these widths go, one after the other in rows of that width. */
function flow(widths, most) {
  let x = 0;
  let row = 0;
  return widths.map((width) => {
    if (x > 0 && x + width > most) {
      x = 0;
      row += 1;
    }
    const place = { x, row };
    x += width;
    return place;
  });
}

/** A text in lines of that width. */
function wrapped(pen, text, most) {
  const words = text.split(" ");
  const lines = [];
  flow(words.map((word) => pen.measureText(`${word} `).width), most).forEach(({ row }, i) => (lines[row] = lines[row] ? `${lines[row]} ${words[i]}` : words[i]));
  return lines;
}
