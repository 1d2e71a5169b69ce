/** Times the stages of the notebook's job one by one, under the names that the notebook's own benchmark gives them. */
@NullMarked
package inkling.bench;

import org.jspecify.annotations.NullMarked;
