package inkling.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The people who log in, in JSON: for programs and for commands. */
public final class PeopleApi {
    private final People people;

    public PeopleApi(People people) {
        this.people = people;
    }

    private record PersonJson(String name, String role, Instant createdAt) {
        PersonJson(Person person) {
            this(person.name(), person.role().id(), person.createdAt());
        }
    }

    private record PeopleJson(List<PersonJson> people) {}

    /** Everybody, as JSON has it. */
    public Object all() {
        return new PeopleJson(people.all().stream().map(PersonJson::new).toList());
    }

    /** Whom something was done to, as JSON has it. */
    public Object change(PeopleChange change, Map<String, String> fields) {
        return new PersonJson(change.make(people, fields));
    }
}
