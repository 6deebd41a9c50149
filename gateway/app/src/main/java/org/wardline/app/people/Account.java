package org.wardline.app.people;

import java.util.Optional;
import java.util.Set;
import org.wardline.app.security.PasswordHash;

/**
 * Somebody who may sign in. Shows nothing of itself but its name.
 *
 * @param name to sign in with, unique; never changes
 * @param shown what others read when this person acts; unique as well, so that an act has one author
 * @param quick badge and PIN, for a shared station
 * @param beds where a physician's patients lie; empty: all
 */
public record Account(
        String name,
        String shown,
        Role role,
        Optional<PasswordHash> password,
        Optional<Quick> quick,
        Set<String> beds,
        boolean isDisabled) {
    public Account {
        beds = Set.copyOf(beds);
    }

    /** A badge and the PIN that goes with it. */
    public record Quick(String badge, PasswordHash pin) {
        @Override
        public String toString() {
            return "a badge";
        }
    }

    /** Whether there is a way to sign in. */
    boolean isUsable() {
        return !isDisabled && (password.isPresent() || quick.isPresent());
    }

    Account withPassword(PasswordHash fresh) {
        return new Account(name, shown, role, Optional.of(fresh), quick, beds, isDisabled);
    }

    Account withQuick(Optional<Quick> fresh) {
        return new Account(name, shown, role, password, fresh, beds, isDisabled);
    }

    Account withBeds(Set<String> others) {
        return new Account(name, shown, role, password, quick, others, isDisabled);
    }

    Account disabled(boolean now) {
        return new Account(name, shown, role, password, quick, beds, now);
    }

    @Override
    public String toString() {
        return role.wireName() + " " + name;
    }
}
