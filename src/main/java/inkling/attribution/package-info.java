/** Which pixels of a picture a network's answer comes from. */
@NullMarked
package inkling.attribution;

import org.jspecify.annotations.NullMarked;
