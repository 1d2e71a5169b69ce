/** The language in which runs are filtered: from {@code lr<0.01 and optimizer=adam} to a tree, and from that to SQL. */
@NullMarked
package inkling.runlist.filter;

import org.jspecify.annotations.NullMarked;
