/** Where networks are trained: here, or on the machines of a cluster. */
@NullMarked
package inkling.cluster;

import org.jspecify.annotations.NullMarked;
