/** Line charts as the server draws them, which can be read without JavaScript; {@code charts/lines.html} writes them. */
@NullMarked
package inkling.charts;

import org.jspecify.annotations.NullMarked;
