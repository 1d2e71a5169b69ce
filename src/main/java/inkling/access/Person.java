package inkling.access;

import java.time.Instant;

/**
 * Somebody who may log in.
 *
 * @param id counted from 1
 */
public record Person(long id, String name, Role role, Instant createdAt) {}
