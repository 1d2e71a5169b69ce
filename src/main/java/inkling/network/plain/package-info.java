/** The same network without a device: one picture at a time, in plain Java and double precision. */
@NullMarked
package inkling.network.plain;

import org.jspecify.annotations.NullMarked;
