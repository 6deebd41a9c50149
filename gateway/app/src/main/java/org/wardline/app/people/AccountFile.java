package org.wardline.app.people;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.security.PasswordHash;

/** Accounts as bytes: version, count, and each account's components in their order. */
final class AccountFile {
    private static final int VERSION = 1;

    private AccountFile() {}

    static byte[] bytes(Collection<Account> accounts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(accounts.size());
            for (Account account : accounts) {
                write(account, out);
            }
        }
        return bytes.toByteArray();
    }

    /** By name, in the order in which they were made. */
    static Map<String, Account> accounts(byte[] bytes) throws IOException {
        Map<String, Account> accounts = new LinkedHashMap<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("the accounts are of a later version");
            }
            for (int left = in.readInt(); left > 0; left--) {
                Account account = read(in);
                accounts.put(account.name(), account);
            }
        }
        return accounts;
    }

    private static void write(Account account, DataOutputStream out) throws IOException {
        out.writeUTF(account.name());
        out.writeUTF(account.shown());
        out.writeUTF(account.role().wireName());
        out.writeUTF(account.password().map(PasswordHash::encoded).orElse(""));
        out.writeUTF(account.quick().map(Account.Quick::badge).orElse(""));
        out.writeUTF(account.quick().map(quick -> quick.pin().encoded()).orElse(""));
        out.writeBoolean(account.isDisabled());
        out.writeInt(account.beds().size());
        for (String bed : account.beds()) {
            out.writeUTF(bed);
        }
    }

    private static Account read(DataInputStream in) throws IOException {
        String name = in.readUTF();
        String shown = in.readUTF();
        String role = in.readUTF();
        Optional<PasswordHash> password = hash(in.readUTF());
        String badge = in.readUTF();
        Optional<Account.Quick> quick = hash(in.readUTF()).map(pin -> new Account.Quick(badge, pin));
        boolean isDisabled = in.readBoolean();
        Set<String> beds = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            beds.add(in.readUTF());
        }
        Role known = Role.of(role).orElseThrow(() -> new IOException("an account has a role of a later version"));
        return new Account(name, shown, known, password, quick, beds, isDisabled);
    }

    private static Optional<PasswordHash> hash(String text) throws IOException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<PasswordHash> hash = PasswordHash.parse(text);
        if (hash.isEmpty()) {
            throw new IOException("an account has a hash of another kind");
        }
        return hash;
    }
}
