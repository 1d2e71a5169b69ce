/** Random numbers that follow from a seed, the same on every machine. */
@NullMarked
package inkling.random;

import org.jspecify.annotations.NullMarked;
