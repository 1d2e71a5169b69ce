/** Pictures of weights, their colours, and PNG files of both. */
@NullMarked
package inkling.analysis.pictures;

import org.jspecify.annotations.NullMarked;
