/** Long looks at a run whose results are kept: asked for on a page, done in the queue, shown again at once. */
@NullMarked
package inkling.studies;

import org.jspecify.annotations.NullMarked;
