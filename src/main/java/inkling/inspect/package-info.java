/** What a run left behind, looked at again: checkpoints, images, what the network says of each, and the first views. */
@NullMarked
package inkling.inspect;

import org.jspecify.annotations.NullMarked;
