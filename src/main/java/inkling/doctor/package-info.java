/** What is wrong with the data of a run: how its images were learnt, and which are there twice. */
@NullMarked
package inkling.doctor;

import org.jspecify.annotations.NullMarked;
