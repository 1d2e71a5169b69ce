/** Where networks are trained, and long jobs done in parts: here, or on the machines of a cluster. */
@NullMarked
package inkling.cluster;

import org.jspecify.annotations.NullMarked;
