package org.wardline.app.people;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** People in memory, one of each role, for tests. Badge and PIN of each: {@code badge-ROLE} and {@value #PIN}. */
public final class Staffed {
    public static final String PIN = "4711";
    public static final long IDLE_MS = 600_000;
    public static final long LONGEST_MS = 12 * 3_600_000;

    private Staffed() {}

    /** Nobody yet. */
    public static People nobody() throws IOException {
        return new People(new Memory(), new People.Ends(IDLE_MS, LONGEST_MS));
    }

    /** One of each role, called like it. */
    public static People everybody() throws IOException, NotAllowed {
        People people = nobody();
        for (Role role : Role.values()) {
            add(people, role.wireName(), role, Set.of());
        }
        return people;
    }

    public static void add(People people, String name, Role role, Set<String> beds) throws IOException, NotAllowed {
        var quick = new People.Claim(true, badge(name), PIN);
        var _ = people.add(new People.Wanted(name, "The " + name, role, Optional.empty(), Optional.of(quick), beds));
    }

    public static String badge(String name) {
        return "badge-" + name;
    }

    /** A vault in memory. */
    static final class Memory implements People.Vault {
        private byte[] bytes = new byte[0];
        private boolean isFull;

        @Override
        public Optional<byte[]> read() {
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes.clone());
        }

        @Override
        public void write(byte[] fresh) throws IOException {
            if (isFull) {
                throw new IOException("the disk is full");
            }
            bytes = fresh.clone();
        }

        void fill() {
            isFull = true;
        }
    }
}
