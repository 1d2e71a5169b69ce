package inkling.runlist.filter;

import java.util.Arrays;
import java.util.Optional;

/** How a field is compared with a value. */
public enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    /** Has the value somewhere within it. */
    CONTAINS("~");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** As a person types it. */
    public String sign() {
        return sign;
    }

    /** As SQL writes it; {@link #CONTAINS} has no sign there. */
    String sql() {
        return this == UNEQUAL ? "<>" : sign;
    }

    static Optional<Operator> of(String sign) {
        return Arrays.stream(values()).filter(each -> each.sign.equals(sign)).findFirst();
    }
}
