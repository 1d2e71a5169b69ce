package inkling.access;

import inkling.errors.UserError;
import inkling.http.FormInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What may be done to the people who log in. */
public enum PeopleChange {
    /** Fields: name, password, role. */
    ADD {
        @Override
        Person make(People people, Map<String, String> fields) {
            return people.add(named(fields), fields.getOrDefault("password", ""), role(fields));
        }
    },
    /** Fields: name, role. */
    ROLE {
        @Override
        Person make(People people, Map<String, String> fields) {
            return people.changeRole(named(fields), role(fields));
        }
    },
    /** Fields: name, password. */
    PASSWORD {
        @Override
        Person make(People people, Map<String, String> fields) {
            return people.changePassword(named(fields), fields.getOrDefault("password", ""));
        }
    },
    /** Field: name. */
    REMOVE {
        @Override
        Person make(People people, Map<String, String> fields) {
            return people.remove(named(fields));
        }
    };

    /** @throws UserError if a field is wrong, or there is nobody of that name */
    abstract Person make(People people, Map<String, String> fields);

    /** As an address has it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UserError.NotFound if the word is none */
    static PeopleChange of(String word) {
        return List.of(values()).stream()
                .filter(each -> each.id().equals(word))
                .findFirst()
                .orElseThrow(() -> new UserError.NotFound("There is nothing at this address."));
    }

    private static String named(Map<String, String> fields) {
        return fields.getOrDefault("name", "");
    }

    private static Role role(Map<String, String> fields) {
        return FormInput.read("role", fields.getOrDefault("role", Role.TRAIN.id()), Role::of);
    }
}
