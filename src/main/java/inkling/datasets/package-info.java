/** What data sets there are: looked at, uploaded, tried in another shape, and thrown away. */
@NullMarked
package inkling.datasets;

import org.jspecify.annotations.NullMarked;
