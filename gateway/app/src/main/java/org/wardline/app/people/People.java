package org.wardline.app.people;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.app.security.PasswordHash;

/**
 * The people of this gateway and who of them is signed in. Accounts lie in a sealed file of their own, not in the log's state:
 * they must be there when the store is full, broken or set aside.
 *
 * <p>What hashes or writes blocks, one at a time; never call that on an event loop. {@link #accountOf} and what else is about
 * sessions is quick.
 */
public final class People {
    /** Accounts; a ward has some dozen. */
    public static final int MAX = 1_000;

    /** Of nobody's password, at the costs of a new hash: where no account is meant, as much is done. */
    private static final PasswordHash NOBODY = PasswordHash.parse(
                    "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43))
            .orElseThrow();

    private final Vault vault;
    private final SecureRandom random = new SecureRandom();
    private final Sessions sessions; // guarded by itself
    private final Lockout accountLock = new Lockout(5, 30_000, 15 * 60_000, 4_096); // these two: by the lock of signing
    private final Lockout stationLock = new Lockout(10, 10_000, 5 * 60_000, 1_024);
    private final Object signing = new Object();
    private final Object changing = new Object();
    private volatile Map<String, Account> accounts;
    private volatile @Nullable SetUpCode setUpCode;

    /** Where accounts lie. */
    public interface Vault {
        Optional<byte[]> read() throws IOException;

        void write(byte[] bytes) throws IOException;
    }

    /**
     * When a session ends.
     *
     * @param idleMs after the last act
     * @param longestMs after the beginning
     */
    public record Ends(long idleMs, long longestMs) {}

    /** How an attempt to sign in went. */
    public sealed interface Entry {}

    /** The browser's new secret. */
    public record In(String secret, Account account) implements Entry {
        @Override
        public String toString() {
            return "signed in";
        }
    }

    /** Something was wrong; not said what. The account is for the audit trail, where there is one of that name. */
    public record Wrong(Optional<Account> account) implements Entry {}

    /** Too many were wrong before. */
    public record Locked(long waitMs, Optional<Account> account) implements Entry {}

    /** Who somebody says to be: a name or a badge, and the secret that goes with it. */
    public record Claim(boolean isBadge, String id, String secret) {
        @Override
        public String toString() {
            return isBadge ? "a badge" : "a name";
        }
    }

    /** A new account as an administrator wants it; of password and badge with PIN, one at least. */
    public record Wanted(
            String name, String shown, Role role, Optional<String> password, Optional<Claim> badge, Set<String> beds) {
        @Override
        public String toString() {
            return role.wireName() + " " + name;
        }
    }

    /** What an administrator changes of an account. */
    public record Change(
            Optional<String> password,
            Optional<Claim> badge,
            Optional<Set<String>> beds,
            Optional<Boolean> isDisabled) {
        @Override
        public String toString() {
            return "a change";
        }
    }

    /** A new PIN, or else password, of one's own. */
    public record Own(boolean isPin, String old, String fresh) {
        @Override
        public String toString() {
            return isPin ? "a PIN" : "a password";
        }
    }

    /** Reads what is there; without accounts, a set-up code is made. */
    public People(Vault vault, Ends ends) throws IOException {
        this.vault = vault;
        this.sessions = new Sessions(ends.idleMs(), ends.longestMs());
        Optional<byte[]> bytes = vault.read();
        this.accounts = bytes.isPresent() ? AccountFile.accounts(bytes.get()) : Map.of();
        this.setUpCode = accounts.isEmpty() ? SetUpCode.fresh(random) : null;
    }

    /** The code of a first start; empty once there is an account. */
    public Optional<SetUpCode> setUpCode() {
        return Optional.ofNullable(setUpCode);
    }

    public List<Account> all() {
        return List.copyOf(accounts.values());
    }

    public Optional<Account> named(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    /** Makes the first administrator. Wrong codes lock as wrong passwords do. */
    public Entry setUp(String code, Wanted first, String station, long nowMs) throws IOException, NotAllowed {
        synchronized (signing) {
            long waitMs = stationLock.waitMs(station, nowMs);
            if (waitMs > 0) {
                return new Locked(waitMs, Optional.empty());
            }
            SetUpCode wanted = setUpCode;
            if (wanted == null || !wanted.is(code)) {
                stationLock.failed(station, nowMs);
                return new Wrong(Optional.empty());
            }
            Account made = add(first);
            return new In(begin(made, nowMs), made);
        }
    }

    /** Signs somebody in at a station. The same work is done whether the name or the secret is wrong. */
    public Entry signIn(Claim claim, String station, long nowMs) {
        synchronized (signing) {
            Optional<Account> account = accounts.values().stream()
                    .filter(each -> claim.isBadge()
                            ? each.quick().map(Account.Quick::badge).equals(Optional.of(claim.id()))
                            : each.name().equals(claim.id()))
                    .findFirst();
            String key = account.map(Account::name).orElse((claim.isBadge() ? "badge " : "name ") + claim.id());
            long waitMs = Math.max(accountLock.waitMs(key, nowMs), stationLock.waitMs(station, nowMs));
            if (waitMs > 0) {
                return new Locked(waitMs, account);
            }
            Optional<PasswordHash> hash = account.filter(each -> !each.isDisabled())
                    .flatMap(each -> claim.isBadge() ? each.quick().map(Account.Quick::pin) : each.password());
            boolean isRight = hash.orElse(NOBODY).matches(PasswordHash.bytes(claim.secret())) && hash.isPresent();
            if (!isRight || account.isEmpty()) {
                accountLock.failed(key, nowMs);
                stationLock.failed(station, nowMs);
                return new Wrong(account);
            }
            accountLock.succeeded(key);
            stationLock.succeeded(station);
            return new In(begin(account.get(), nowMs), account.get());
        }
    }

    private String begin(Account account, long nowMs) {
        synchronized (sessions) {
            return sessions.begin(account.name(), nowMs);
        }
    }

    /** Whose session this is. */
    public Optional<Account> accountOf(String secret, long nowMs) {
        Optional<String> name;
        synchronized (sessions) {
            name = sessions.accountOf(secret, nowMs);
        }
        return name.flatMap(this::named).filter(account -> !account.isDisabled());
    }

    public long leftMs(String secret, long nowMs) {
        synchronized (sessions) {
            return sessions.leftMs(secret, nowMs);
        }
    }

    public void isActive(String secret, long nowMs) {
        synchronized (sessions) {
            sessions.isActive(secret, nowMs);
        }
    }

    public void signOut(String secret) {
        synchronized (sessions) {
            sessions.end(secret);
        }
    }

    /** Makes an account. */
    public Account add(Wanted wanted) throws IOException, NotAllowed {
        synchronized (changing) {
            if (accounts.size() >= MAX) {
                throw new NotAllowed("there are " + MAX + " accounts already");
            }
            if (wanted.password().isEmpty() && wanted.badge().isEmpty()) {
                throw new NotAllowed("a password, or a badge with a PIN, must be given");
            }
            for (Account other : accounts.values()) {
                if (other.name().equalsIgnoreCase(wanted.name())
                        || other.shown().equalsIgnoreCase(wanted.shown())) {
                    throw new NotAllowed("somebody is called so already");
                }
            }
            Account bare = new Account(
                    wanted.name(),
                    wanted.shown(),
                    wanted.role(),
                    Optional.empty(),
                    Optional.empty(),
                    wanted.beds(),
                    false);
            Account made = withSecrets(bare, wanted.password(), wanted.badge());
            put(made);
            return made;
        }
    }

    /** Changes an account; gives it as it was. Whoever is signed in with it must sign in again. */
    public Account change(String name, Change change) throws IOException, NotAllowed {
        synchronized (changing) {
            Account before = named(name).orElseThrow(() -> new NotAllowed("nobody is called so"));
            Account after = withSecrets(before, change.password(), change.badge());
            after = change.beds().map(after::withBeds).orElse(after);
            after = change.isDisabled().map(after::disabled).orElse(after);
            requireAdministrator(after);
            put(after);
            synchronized (sessions) {
                sessions.endAllOf(name);
            }
        }
        synchronized (signing) {
            accountLock.succeeded(name); // who forgot a PIN and was given another need not wait
        }
        return named(name).orElseThrow();
    }

    /**
     * Somebody changes what they sign in with, after the old one. Wrong ones lock as they do at signing in. All of their sessions
     * end, and one begins.
     */
    public Entry changeOwn(String name, Own own, String station, long nowMs) throws IOException, NotAllowed {
        String badge =
                named(name).flatMap(Account::quick).map(Account.Quick::badge).orElse("");
        Claim old = own.isPin() ? new Claim(true, badge, own.old()) : new Claim(false, name, own.old());
        Entry entry = signIn(old, station, nowMs);
        if (!(entry instanceof In proof)) {
            return entry;
        }
        try {
            Optional<Claim> quick = own.isPin() ? Optional.of(new Claim(true, badge, own.fresh())) : Optional.empty();
            Optional<String> password = own.isPin() ? Optional.empty() : Optional.of(own.fresh());
            Account changed = change(name, new Change(password, quick, Optional.empty(), Optional.empty()));
            return new In(begin(changed, nowMs), changed);
        } finally {
            signOut(proof.secret());
        }
    }

    private Account withSecrets(Account account, Optional<String> password, Optional<Claim> badge) throws NotAllowed {
        Account after = account;
        if (password.isPresent()) {
            after = after.withPassword(Secrets.password(password.get(), random));
        }
        if (badge.isPresent()) {
            boolean isTaken = accounts.values().stream()
                    .anyMatch(other -> !other.name().equals(account.name())
                            && other.quick()
                                    .map(Account.Quick::badge)
                                    .equals(Optional.of(badge.get().id())));
            if (isTaken) {
                throw new NotAllowed("somebody has this badge already");
            }
            after = after.withQuick(
                    Optional.of(Secrets.quick(badge.get().id(), badge.get().secret(), random)));
        }
        return after;
    }

    /** Somebody must be able to make accounts. */
    private void requireAdministrator(Account after) throws NotAllowed {
        boolean isThere = isAdministrator(after)
                || accounts.values().stream()
                        .anyMatch(each -> !each.name().equals(after.name()) && isAdministrator(each));
        if (!isThere) {
            throw new NotAllowed("the last administrator stays");
        }
    }

    private static boolean isAdministrator(Account account) {
        return account.role() == Role.ADMINISTRATOR && account.isUsable();
    }

    private void put(Account account) throws IOException {
        Map<String, Account> next = new LinkedHashMap<>(accounts);
        next.put(account.name(), account);
        vault.write(AccountFile.bytes(new ArrayList<>(next.values())));
        accounts = Collections.unmodifiableMap(next);
        setUpCode = null;
    }
}
