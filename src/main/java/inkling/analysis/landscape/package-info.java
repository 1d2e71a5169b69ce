/** The loss around a network: on a plane through its parameters. */
@NullMarked
package inkling.analysis.landscape;

import org.jspecify.annotations.NullMarked;
