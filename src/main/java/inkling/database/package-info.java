/** The database in the home folder: its pool, its migrations, its transactions. */
@NullMarked
package inkling.database;

import org.jspecify.annotations.NullMarked;
