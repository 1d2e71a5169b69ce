// A matrix for Chart.js: one rectangle a cell with its number in it.

import { Chart } from "../charts/chart.js";

class MatrixCell extends Chart.Element {
  static id = "matrixCell";

  inRange(x, y) {
    return x >= this.x && x < this.x + this.width && y >= this.y && y < this.y + this.height;
  }

  getCenterPoint() {
    return { x: this.x + this.width / 2, y: this.y + this.height / 2 };
  }

  /** @param {{fill: string, ink: string, text: string}} look */
  paint(context, look, font) {
    context.fillStyle = look.fill;
    context.fillRect(this.x + 0.5, this.y + 0.5, this.width - 1, this.height - 1);
    context.fillStyle = look.ink;
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const { x, y } = this.getCenterPoint();
    context.fillText(look.text, x, y + 1);
  }
}

/** The data are {x: column, y: row, ...}; the dataset's look(cell) says how a cell is painted. */
class MatrixController extends Chart.DatasetController {
  static id = "matrix";
  static defaults = { dataElementType: "matrixCell" };

  update(mode) {
    const cells = this.getMeta().data;
    this.updateElements(cells, 0, cells.length, mode);
  }

  updateElements(cells, start, count, mode) {
    const { xScale, yScale } = this.getMeta();
    const width = xScale.width / xScale.getLabels().length;
    const height = yScale.height / yScale.getLabels().length;
    for (let i = start; i < start + count; i++) {
      const { x, y } = this.getParsed(i);
      const place = { x: xScale.left + x * width, y: yScale.top + y * height, width, height };
      this.updateElement(cells[i], i, place, mode);
    }
  }

  draw() {
    const { ctx } = this.chart;
    const { data, look } = this.getDataset();
    const cells = this.getMeta().data;
    if (cells.length === 0) return;
    const longest = Math.max(...data.map((cell) => look(cell).text.length));
    const size = Math.max(9, Math.min(1.25 * Chart.defaults.font.size, Math.round((1.4 * cells[0].width) / longest)));
    const font = `500 ${size}px ${Chart.defaults.font.family}`;
    ctx.save();
    cells.forEach((cell, i) => cell.paint(ctx, look(data[i]), font));
    ctx.restore();
  }
}

Chart.register(MatrixController, MatrixCell);
