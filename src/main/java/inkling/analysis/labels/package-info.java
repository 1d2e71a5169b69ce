/** Which labels of a data set are suspected to be wrong. */
@NullMarked
package inkling.analysis.labels;

import org.jspecify.annotations.NullMarked;
